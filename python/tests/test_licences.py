"""The wheel carries the licences of all that it contains."""

from importlib.metadata import files


def test_the_wheel_carries_the_licences_of_vocabularies_and_crates() -> None:
    texts = {path.name: path for path in files("tokenfare") or [] if "licenses" in path.parts}
    assert {"LICENSE-MIT", "LICENSE-APACHE", "CRATES.txt"} <= texts.keys()
    crates = texts["CRATES.txt"].read_text(encoding="utf-8")
    for crate in ("arrow-array 60.", "pyo3 0.30.", "rust_decimal 1."):
        assert f"\n{crate}" in crates, crate
    # Each comes with its text, and macros, which stay outside, without.
    assert crates.count("-" * 80) > 30
    assert "\nserde_derive " not in crates
