//! Amazon Bedrock: regions, inference profiles and versions in a model's id.

/// The areas of cross-region inference profiles, with the region of the catalog that each stands
/// for. "global" costs what the vendor charges.
const AREAS: &[(&str, Option<&str>)] = &[
    ("us-gov", Some("bedrock-us-gov")),
    ("us", Some("bedrock-us")),
    ("eu", Some("bedrock-eu")),
    ("apac", Some("bedrock-apac")),
    ("jp", Some("bedrock-jp")),
    ("au", Some("bedrock-au")),
    ("ca", Some("bedrock-ca")),
    ("sa", Some("bedrock-sa")),
    ("global", None),
];

/// Splits "us.anthropic.claude-…" into the area's region and the rest, which names a vendor.
pub(crate) fn without_area(id: &str) -> Option<(Option<&'static str>, &str)> {
    let (area, rest) = id.split_once('.')?;
    let (_, region) = AREAS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(area))?;
    // "us.anthropic.": what follows is a vendor and a model.
    rest.contains('.').then_some((*region, rest))
}

/// The region of the catalog for a region of AWS: "us-west-2", "us-gov-east-1", "ap-northeast-1".
pub(crate) fn region_of_aws(region: &str) -> Option<&'static str> {
    let mut parts = region.split('-');
    let last = parts.next_back()?;
    let is_number = last.len() == 1 && last.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || parts.clone().count() < 2 {
        return None;
    }
    Some(match (parts.next()?, region) {
        (_, "ap-northeast-1" | "ap-northeast-3") => "bedrock-jp",
        (_, "ap-southeast-2" | "ap-southeast-4") => "bedrock-au",
        ("us", gov) if gov.starts_with("us-gov-") => "bedrock-us-gov",
        ("us", _) => "bedrock-us",
        ("eu", _) => "bedrock-eu",
        ("ap", _) => "bedrock-apac",
        ("ca", _) => "bedrock-ca",
        ("sa", _) => "bedrock-sa",
        _ => return None,
    })
}

/// An id without the version that Bedrock appends: "-v1:0", "-v2", ":0".
pub(crate) fn without_version(id: &str) -> Option<&str> {
    let (head, tail) = id.rsplit_once("-v")?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_version = match tail.split_once(':') {
        Some((major, minor)) => digits(major) && digits(minor),
        None => digits(tail),
    };
    (is_version && !head.is_empty()).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::{region_of_aws, without_area, without_version};

    #[test]
    fn areas_stand_for_regions() {
        assert_eq!(
            without_area("us.anthropic.claude-sonnet-4-5"),
            Some((Some("bedrock-us"), "anthropic.claude-sonnet-4-5"))
        );
        assert_eq!(
            without_area("us-gov.anthropic.claude-sonnet-4-5"),
            Some((Some("bedrock-us-gov"), "anthropic.claude-sonnet-4-5"))
        );
        assert_eq!(
            without_area("global.amazon.nova-2-lite-v1:0"),
            Some((None, "amazon.nova-2-lite-v1:0"))
        );
        assert_eq!(without_area("us.claude"), None);
        assert_eq!(without_area("gpt-4.1"), None);
    }

    #[test]
    fn regions_of_aws_are_told_by_their_form() {
        assert_eq!(region_of_aws("us-west-2"), Some("bedrock-us"));
        assert_eq!(region_of_aws("us-gov-west-1"), Some("bedrock-us-gov"));
        assert_eq!(region_of_aws("ap-northeast-1"), Some("bedrock-jp"));
        assert_eq!(region_of_aws("eu-central-1"), Some("bedrock-eu"));
        assert_eq!(region_of_aws("gpt-4-1"), None);
        assert_eq!(region_of_aws("us"), None);
    }

    #[test]
    fn versions_are_dropped() {
        assert_eq!(
            without_version("claude-3-haiku-20240307-v1:0"),
            Some("claude-3-haiku-20240307")
        );
        assert_eq!(without_version("claude-instant-v1"), Some("claude-instant"));
        assert_eq!(without_version("mistral-vision"), None);
        assert_eq!(without_version("claude-v2:"), None);
    }
}
