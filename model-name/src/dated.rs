//! A date at the end of a model's name.

/// A name that ends with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<'a> {
    /// What stands before the date.
    pub stem: &'a str,
    /// The date, "2026-09-22".
    pub day: String,
}

/// Splits "gpt-6-sol-2026-09-22", "claude-opus-5-5-20260922" and "claude-opus-4-5@20251101" into
/// stem and date; `None` for a name that ends otherwise. Whether the day exists is not checked.
pub fn dated(name: &str) -> Option<Dated<'_>> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let stem_of = |length: usize| {
        let cut = name.len().checked_sub(length)?;
        let (stem, date) = (name.get(..cut)?, name.get(cut..)?);
        let date = date.strip_prefix(['-', '@'])?;
        (!stem.is_empty()).then_some((stem, date))
    };
    if let Some((stem, date)) = stem_of("-20260922".len())
        && digits(date)
        && date.starts_with("20")
    {
        let day = format!("{}-{}-{}", date.get(..4)?, date.get(4..6)?, date.get(6..)?);
        return Some(Dated { stem, day });
    }
    let (stem, date) = stem_of("-2026-09-22".len())?;
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let is_date = (year.len(), month.len(), day.len()) == (4, 2, 2)
        && year.starts_with("20")
        && parts.iter().all(|part| digits(part));
    is_date.then(|| Dated {
        stem,
        day: date.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::dated;

    #[test]
    fn dates_of_both_forms_are_found() {
        for (name, stem, day) in [
            ("gpt-6-sol-2026-09-22", "gpt-6-sol", "2026-09-22"),
            ("claude-opus-5-5-20260922", "claude-opus-5-5", "2026-09-22"),
            ("claude-opus-4-5@20251101", "claude-opus-4-5", "2025-11-01"),
        ] {
            let found = dated(name).unwrap();
            assert_eq!((found.stem, found.day.as_str()), (stem, day), "{name}");
        }
        for name in [
            "gpt-4o",
            "gpt-4-0613",
            "20260922",
            "-20260922",
            "é-2026-09-2",
            "a-10260922",
        ] {
            assert_eq!(dated(name), None, "{name}");
        }
    }
}
