"""python with_typst.py DATA FONTS OUT: the cards of the bench, made by typst."""

import os
import sys

import typst

data, fonts, out = map(os.path.abspath, sys.argv[1:])
template = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cards.typ")
typst.compile(
    template,
    output=out,
    root="/",
    font_paths=[fonts],
    ignore_system_fonts=True,
    sys_inputs={"data": data},
)
