"""A file in the layout of the bundled e5, small enough to read by eye: 2 layers, 32 numbers wide."""

import struct

import numpy as np

HIDDEN, WIDE, LAYERS, HEADS, POSITIONS = 32, 64, 2, 2, 16
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "校", "长", "校长", "▁passage", ":", "▁query", "<mask>"]
SCORES = [0.0, 0.0, 0.0, 0.0, -1.0, -3.0, -3.0, -2.0, -2.0, -2.0, -2.0, 0.0]
VOCABULARY = 16


def pack_q4(weights: np.ndarray) -> bytes:
    """Blocks of 32 whole numbers from -8 to 7, with the scale 0.25."""
    packed = b""
    for block in weights.reshape(-1, 32):
        halves = [int(weight) + 8 for weight in block]
        packed += np.float16(0.25).tobytes()
        packed += bytes(low | high << 4 for low, high in zip(halves[:16], halves[16:], strict=True))
    return packed


def tensors() -> dict[str, tuple[bool, np.ndarray]]:
    rng = np.random.default_rng(7)

    def q4(*shape: int) -> tuple[bool, np.ndarray]:
        return True, rng.integers(-8, 8, shape)

    def fp32(*shape: int) -> tuple[bool, np.ndarray]:
        return False, rng.normal(0, 0.1, shape).astype("<f4")

    found = {
        "emb.word": q4(VOCABULARY, HIDDEN),
        "emb.pos": fp32(POSITIONS, HIDDEN),
        "emb.type": fp32(2, HIDDEN),
        "emb.ln.w": fp32(HIDDEN),
        "emb.ln.b": fp32(HIDDEN),
    }
    sizes = dict.fromkeys(("q", "k", "v", "ao"), (HIDDEN, HIDDEN)) | {"fi": (WIDE, HIDDEN), "fo": (HIDDEN, WIDE)}
    for layer in range(LAYERS):
        for name, size in sizes.items():
            found[f"l{layer}.{name}.w"] = q4(*size)
            found[f"l{layer}.{name}.b"] = fp32(size[0])
        for name in ("aln", "oln"):
            found[f"l{layer}.{name}.w"] = fp32(HIDDEN)
            found[f"l{layer}.{name}.b"] = fp32(HIDDEN)
    return found


def build() -> bytes:
    header = b"E5S1" + struct.pack("<I7ifi", 1, HIDDEN, LAYERS, HEADS, WIDE, VOCABULARY, POSITIONS, 2, 1e-12, 32)
    pieces = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    words = struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, pieces)))
    words += offsets.tobytes() + np.array(SCORES, "<f4").tobytes() + b"".join(pieces)
    replacements = struct.pack("<IBI", 0xFF21, 1, ord("A"))
    words += struct.pack("<iI", 1, len(replacements)) + replacements

    bodies = {name: (is_q4, pack_q4(a) if is_q4 else a.tobytes(), a.size) for name, (is_q4, a) in tensors().items()}
    directory_size = 4 + sum(2 + len(name) + 21 for name in bodies)
    start = len(header) + len(words) + directory_size
    directory, data = struct.pack("<i", len(bodies)), b""
    for name, (is_q4, body, count) in bodies.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", int(is_q4), count, start + len(data), len(body))
        data += body
    return header + words + directory + data
