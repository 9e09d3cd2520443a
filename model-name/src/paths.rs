//! Resource names of clouds: ARNs of AWS and paths of Google Cloud.

/// A resource name taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource<'a> {
    /// A model of a host, with the location in the name.
    Model {
        host: &'static str,
        vendor: Option<&'a str>,
        location: Option<&'a str>,
        model: &'a str,
    },
    /// A resource of the caller's that names no model: an application's profile, a deployment.
    Opaque,
}

/// Reads "arn:aws:bedrock:…" and "projects/…/publishers/…/models/…"; `None` for other names.
pub(crate) fn resource(name: &str) -> Option<Resource<'_>> {
    if let Some(arn) = name.strip_prefix("arn:") {
        return Some(amazon(arn).unwrap_or(Resource::Opaque));
    }
    google(name)
}

/// "aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-…", without "arn:".
fn amazon(arn: &str) -> Option<Resource<'_>> {
    // A model's id may hold colons, so that the resource is all of the rest.
    let mut fields = arn.splitn(5, ':');
    let (_partition, service) = (fields.next()?, fields.next()?);
    let (location, _account, resource) = (fields.next()?, fields.next()?, fields.next()?);
    let (kind, model) = resource.split_once('/')?;
    let names_a_model = matches!(kind, "inference-profile" | "foundation-model");
    (service.starts_with("bedrock") && names_a_model && !model.is_empty()).then_some(
        Resource::Model {
            host: "bedrock",
            vendor: None,
            location: Some(location).filter(|location| !location.is_empty()),
            model,
        },
    )
}

/// "projects/P/locations/L/publishers/V/models/M", "publishers/V/models/M" and "models/M".
fn google(name: &str) -> Option<Resource<'_>> {
    let mut parts = name.split('/').collect::<Vec<_>>();
    let mut location = None;
    if let ["projects", _, "locations", place, rest @ ..] = parts.as_slice() {
        location = Some(*place).filter(|place| *place != "global");
        parts = rest.to_vec();
    } else if name.starts_with("projects/") {
        return Some(Resource::Opaque);
    }
    match parts.as_slice() {
        ["publishers", vendor, "models", model] => Some(Resource::Model {
            host: "vertex",
            vendor: Some(vendor),
            location,
            model,
        }),
        ["models", model] => Some(Resource::Model {
            host: "google",
            vendor: None,
            location,
            model,
        }),
        ["endpoints", ..] | ["tunedModels", ..] => Some(Resource::Opaque),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Resource, resource};

    #[test]
    fn arns_name_profiles_and_models() {
        assert_eq!(
            resource(
                "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-v2:1"
            ),
            Some(Resource::Model {
                host: "bedrock",
                vendor: None,
                location: Some("eu-west-1"),
                model: "eu.anthropic.claude-v2:1",
            })
        );
        for opaque in [
            "arn:aws:bedrock:us-west-2:123456789012:application-inference-profile/abc123xyz",
            "arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcd1234",
            "arn:aws:sagemaker:us-east-1:1:endpoint/x",
            "arn:",
        ] {
            assert_eq!(resource(opaque), Some(Resource::Opaque), "{opaque}");
        }
    }

    #[test]
    fn paths_of_vertex_name_publisher_and_location() {
        let path =
            "projects/p/locations/us-east5/publishers/anthropic/models/claude-opus-4-1@20250805";
        assert_eq!(
            resource(path),
            Some(Resource::Model {
                host: "vertex",
                vendor: Some("anthropic"),
                location: Some("us-east5"),
                model: "claude-opus-4-1@20250805",
            })
        );
        assert!(matches!(
            resource("models/gemini-2.5-flash"),
            Some(Resource::Model { host: "google", .. })
        ));
        assert_eq!(resource("tunedModels/mine"), Some(Resource::Opaque));
        assert_eq!(
            resource("projects/p/locations/l/endpoints/1"),
            Some(Resource::Opaque)
        );
        assert_eq!(resource("openai/gpt-4o"), None);
    }
}
