"""SQuAD-style suites: each paragraph is a passage, each question must find its own."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ValidationError

from errors import EvaluationError
from eval.bench import build, passage_id_of, to_material
from eval.files import name_problem, read_json
from eval.questions import require_unique
from eval.tasks import Question, Request, Task
from language import detect_language, normalise

HEADLINE = "recall@1"
_IDS_SHOWN = 3


class _Answer(BaseModel):
    text: str


class _Question(BaseModel):
    id: str
    question: str
    answers: list[_Answer] = []


class _Paragraph(BaseModel):
    context: str
    qas: list[_Question]


class _Article(BaseModel):
    paragraphs: list[_Paragraph]


class _File(BaseModel):
    """What a SQuAD-style file holds; titles and whatever else are left alone."""

    data: list[_Article]


def open_squad(request: Request) -> Task:
    """Paragraphs of the first file; questions of it, or of a second file under the same ids.

    Raises:
        EvaluationError: a file is not in the format, uses an id twice, holds no question, or the two
            files do not ask the same ids.
    """
    files = tuple(Path(name) for name in request.argument.split(","))
    articles = _read_articles(files[0])
    paragraphs = _paragraphs_of(articles)
    texts, paragraph_of = _number_texts(files[0], paragraphs)
    article_of = _name_articles(files[0], articles)
    answers = {one.id: tuple(answer.text for answer in one.answers) for part in paragraphs for one in part.qas}
    asked = _paragraphs_of(_read_articles(files[-1])) if len(files) > 1 else paragraphs
    questions = _questions_of(files[-1], asked)
    if questions.keys() != paragraph_of.keys():
        strange = sorted(questions.keys() ^ paragraph_of.keys())
        reason = f"{len(strange)} question ids are in only one of it and {files[0]} ({', '.join(strange[:_IDS_SHOWN])})"
        raise EvaluationError(str(files[-1]), f"{reason}; expected the same questions in another language")
    material = to_material((text_id, "", text) for text, text_id in texts.items())
    searcher = build(request, material, files[0], collapses=False)
    return Task(
        searcher,
        tuple(
            Question(
                question_id,
                text,
                detect_language(text),
                {passage_id_of(paragraph_of[question_id]): 1},
                source=article_of[question_id],
                answers=answers[question_id],
            )
            for question_id, text in questions.items()
        ),
        files,
        HEADLINE,
    )


def _number_texts(path: Path, paragraphs: list[_Paragraph]) -> tuple[dict[str, str], dict[str, str]]:
    """The id of every different paragraph by its text, and of every question's paragraph by the question's id."""
    _questions_of(path, paragraphs)
    texts: dict[str, str] = {}
    paragraph_of: dict[str, str] = {}
    for paragraph in paragraphs:
        text = normalise(paragraph.context).strip()
        if not text:
            raise EvaluationError(str(path), f"paragraph {len(texts) + 1} is empty; expected a text under context")
        text_id = texts.setdefault(text, f"p{len(texts):05d}")
        paragraph_of.update((one.id, text_id) for one in paragraph.qas)
    return texts, paragraph_of


def _questions_of(path: Path, paragraphs: list[_Paragraph]) -> dict[str, str]:
    """Every question by its id; there is at least one, and no id is used twice."""
    asked = [one for paragraph in paragraphs for one in paragraph.qas]
    if not asked:
        raise EvaluationError(str(path), "holds no question; expected some under data.paragraphs.qas")
    require_unique(path, [one.id for one in asked])
    empty = [one.id for one in asked if not one.question.strip()]
    if empty:
        raise EvaluationError(str(path), f"question {empty[0]} is empty; expected some words")
    return {one.id: one.question for one in asked}


def _name_articles(path: Path, articles: list[_Article]) -> dict[str, str]:
    """The article of every question, by the question's id."""
    return {
        one.id: f"{path.name}/{number}"
        for number, article in enumerate(articles)
        for paragraph in article.paragraphs
        for one in paragraph.qas
    }


def _paragraphs_of(articles: list[_Article]) -> list[_Paragraph]:
    return [paragraph for article in articles for paragraph in article.paragraphs]


def _read_articles(path: Path) -> list[_Article]:
    found = read_json(path)
    try:
        return _File.model_validate(found).data
    except ValidationError as error:
        expected = "expected SQuAD's format: data, paragraphs, context, qas, id, question"
        raise EvaluationError(str(path), f"{name_problem(error)}; {expected}") from error
