"""Makes KagifudaRareKanji.ttf: the kanji of Japanese names and places that BIZ UDPGothic lacks, out of Noto Sans CJK JP.

    pip install fonttools brotli
    python make-rare.py BIZUDPGothic-Regular.ttf NotoSansCJK-Regular.ttc KagifudaRareKanji.ttf

Which kanji: JIS X 0208, 0212 and 0213, the vendor kanji of code page 932, the CJK compatibility ideographs, and NAMES.
"""

import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable

NAMES = "𠮷"
FAMILY = "Kagifuda Rare Kanji"
UNITS_OF_ERROR = 1.0


def is_kanji(code):
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF


def in_japanese_sets(code):
    for encoding in ("euc_jis_2004", "cp932"):
        try:
            chr(code).encode(encoding)
            return True
        except UnicodeEncodeError:
            pass
    return False


def wanted(present):
    compatibility = set(range(0xF900, 0xFB00))
    japanese = {c for c in range(0x3400, 0x40000) if is_kanji(c) and in_japanese_sets(c)}
    return (compatibility | japanese | set(map(ord, NAMES))) - present


def only(font, codes):
    options = subset.Options()
    options.layout_features = []
    options.drop_tables += ["BASE", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "GDEF", "DSIG"]
    options.name_IDs = []
    options.notdef_outline = True
    options.desubroutinize = True
    worker = subset.Subsetter(options)
    worker.populate(unicodes=codes)
    worker.subset(font)


def to_quadratic(font):
    """PDF files embed TrueType outlines more simply than CFF ones; one kind of outline for all our faces."""
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, UNITS_OF_ERROR, reverse_direction=True))
        glyf.glyphs[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), glyf
    for name in order:
        glyf.glyphs[name].recalcBounds(glyf)
    widths = {name: (width, getattr(glyf.glyphs[name], "xMin", 0)) for name, (width, _) in font["hmtx"].metrics.items()}
    font["hmtx"].metrics = widths
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in (
        "maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
        "maxSizeOfInstructions maxComponentElements maxPoints maxContours maxCompositePoints "
        "maxCompositeContours maxComponentDepth numGlyphs"
    ).split():
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = 3.0, [], {}, order
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\000\001\000\000"


def rename(font, copyright_line):
    table = font["name"] = newTable("name")
    table.names = []
    postscript = FAMILY.replace(" ", "")
    licence = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    for name_id, text in (
        (0, copyright_line),
        (1, FAMILY),
        (2, "Regular"),
        (3, f"{postscript};1"),
        (4, FAMILY),
        (5, "Version 1.0"),
        (6, postscript),
        (13, licence),
        (14, "https://scripts.sil.org/OFL"),
    ):
        table.setName(text, name_id, 3, 1, 0x409)


def main(biz_path, noto_path, out_path):
    present = set(TTFont(biz_path).getBestCmap())
    font = TTCollection(noto_path).fonts[0]
    copyright_line = font["name"].getDebugName(0).split(" This Font")[0]
    only(font, wanted(present))
    to_quadratic(font)
    rename(font, copyright_line)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    font.save(out_path)
    print(len(font.getBestCmap()), "kanji")


main(*sys.argv[1:])
