//! Closed lists of words, each an enum with one spelling in data and API.

/// Gives an enum its spelling in data and API, both ways, from one list. After `|` stand other
/// spellings that are read, and never written.
macro_rules! words {
    (
        $(#[doc = $doc:literal])* $name:ident:
        $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal $(| $alias:literal)*,)+
    ) => {
        $(#[doc = $doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize,
            serde::Deserialize,
        )]
        #[non_exhaustive]
        pub enum $name {
            $(
                $(#[doc = $vdoc])*
                #[serde(rename = $word)]
                $(#[serde(alias = $alias)])*
                $variant,
            )+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that data and API use.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one with this spelling.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word $(| $alias)* => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "authoring")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut words = Vec::new();
                $(
                    words.push(schemars::json_schema!({
                        "const": $word,
                        "description": concat!($($vdoc),*).trim(),
                    }));
                    if generator.contract().is_deserialize() {
                        $(words.push(schemars::json_schema!({
                            "const": $alias,
                            "description": concat!("Another word for `\"", $word, "\"`."),
                        }));)*
                    }
                )+
                schemars::json_schema!({
                    "description": concat!($($doc),*).trim(),
                    "oneOf": words,
                })
            }
        }
    };
}
pub(crate) use words;
