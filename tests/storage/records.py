"""How to make up any record: importing this tells hypothesis."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from hypothesis import strategies as st

# Quantities as a prescription may hold them: at most 12 digits, 6 of them after the point.
decimals = st.integers(-(10**12), 10**12).flatmap(
    lambda n: st.integers(0, 6).map(lambda p: Decimal(n).scaleb(-p))
)
st.register_type_strategy(Decimal, decimals)
st.register_type_strategy(float, st.floats(0, 1))
st.register_type_strategy(int, st.integers(-(2**53), 2**53))
st.register_type_strategy(date, st.dates())
st.register_type_strategy(time, st.times().map(lambda t: t.replace(fold=0)))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
