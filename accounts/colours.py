"""The organisation's colour made usable: whichever was chosen, text on it and links in it can be read."""

from dataclasses import dataclass

WHITE, BLACK, INK, PAPER = (255, 255, 255), (0, 0, 0), (27, 27, 31), (251, 249, 245)
READABLE = 4.5
"""WCAG 2.2, 1.4.3: the least contrast between text and what is behind it."""

RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """Colours as `#rrggbb`. `strong`: dark enough for links and buttons; `on_brand`: for text on `brand`."""

    brand: str
    on_brand: str
    strong: str
    stronger: str
    tint: str

    def stylesheet(self) -> str:
        pairs = {
            "brand": self.brand,
            "on-brand": self.on_brand,
            "brand-strong": self.strong,
            "brand-stronger": self.stronger,
            "brand-tint": self.tint,
        }
        return ":root{" + "".join(f"--{name}:{value};" for name, value in pairs.items()) + "}\n"


def palette(colour: str) -> Palette:
    """`colour` is six hexadecimal digits, with or without `#`."""
    brand = parse(colour)
    strong = brand
    while contrast(strong, PAPER) < READABLE + 0.5:
        strong = mix(strong, INK, 0.1)
    on_brand = WHITE if contrast(brand, WHITE) >= READABLE else BLACK
    return Palette(
        written(brand),
        written(on_brand),
        written(strong),
        written(mix(strong, INK, 0.35)),
        written(mix(brand, PAPER, 0.9)),
    )


def parse(colour: str) -> RGB:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def written(colour: RGB) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`share` of the other colour in the first; a step always goes somewhere."""
    red, green, blue = (
        round(a + (b - a) * share) if abs(b - a) * share >= 1 else b for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def contrast(one: RGB, other: RGB) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: RGB) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
