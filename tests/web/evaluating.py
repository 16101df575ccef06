"""What the tests of the Evaluate tab share: questions, results, and what its page may hold."""

import dataclasses
import json

from eval import write_result
from records import Language
from tests.eval.runs import answer as given
from tests.eval.runs import gold, run_of
from tests.web import markup
from tests.web.shelf import ATTACK
from web.wording import Words

EN = Words(Language.EN)
SVG = {"svg", "g", "path", "defs", "use", "clippath", "rect", "text", "metadata", "style", "tspan"}
OWN = markup.KNOWN | {"form", "h3", "time", "optgroup", "option", "progress", "code", "em"}
FAILING = [
    gold(
        "g1", "which_reports", reports=("002_zibo_2022", "gone"), status={"002_zibo_2022": "planned"},
        quotes=[("002_zibo_2022", "校长职级制改革全面推行")], ranks=(None,),
        measures={"evidence recall@5": (0, 1), "set F1": (0.5, 1)}, given=given({"004_qiqihar_2020": "done"}, ATTACK),
    ),
    gold("g2", "number", reports=("gone",), quotes=[("gone", "七成")], shows=("70%",), ranks=(1,),
         measures={"evidence recall@5": (1, 1), "answer accuracy": (0, 1)},
         given=given({"gone": "done"}, "It says 60%.")),
]  # fmt: skip


def write_gold(path, *, report="002_zibo_2022", quote="校长职级制", question_id="q1", question="谁推行校长职级制"):
    line = {
        "id": question_id, "lang": "zh-Hans", "kind": "which_reports", "question": question, "reports": [report],
        "status": {report: "planned"}, "evidence": [{"report": report, "quote": quote}], "answer": "",
        "must_contain": [],
    }  # fmt: skip
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")


def keep(folder, name, questions=FAILING, **more: object):
    result = dataclasses.replace(run_of(questions), **more)
    write_result(result, folder / name)
    return result


def assert_harmless(html):
    markup.assert_harmless(html, known=OWN | SVG, handlers=frozenset({"onsubmit"}))
