"""The grammar engine: rules over words and recognised meanings. It knows no French."""
