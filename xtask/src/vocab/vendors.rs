//! The vocabularies of other vendors than OpenAI: where each comes from, and how it is packed.

use anyhow::{Context, Result};
use tokenfare::tokenizer::decode_base64_in_place;
use tokenfare::tokenizer::pack::{self, Piece, PieceKind, SentenceVocabulary};

use super::ctok;
use super::packages::{PackagedFile, Registry};

/// A vocabulary and the published file that it is packed from.
pub struct Vendored {
    /// The name of the encoding.
    pub name: &'static str,
    source: PackagedFile,
    pack: fn(&Vendored, &[u8]) -> Result<Vec<u8>>,
}

const CTOK: PackagedFile = PackagedFile {
    registry: Registry::PyPi,
    package: "ctok",
    version: "1.3.0",
    path: "ctok/data/pieces_v3.json",
    sha256: "4c6db216062ef01e70ba033ff52ad3b97f886e79877235f2c7bbbd40d09ffb9b",
};

/// All of them.
pub const VENDORED: &[Vendored] = &[
    Vendored {
        name: "claude_3",
        source: CTOK,
        pack: |vocabulary, file| vocabulary.tiles(file, true),
    },
    Vendored {
        name: "claude_4_7",
        source: PackagedFile {
            path: "ctok/data/pieces_v4_7.json",
            sha256: "a785fc240010c855f3d9a498fbd422ee389752dd151f1d5eef57ca8c85c19993",
            ..CTOK
        },
        // From Claude 4.8 on, the frame of a message does not end in a word's beginning.
        pack: |vocabulary, file| vocabulary.tiles(file, false),
    },
    Vendored {
        name: "gemma_3",
        source: PackagedFile {
            registry: Registry::Crates,
            package: "gemini-tokenizer",
            version: "0.2.0",
            path: "resources/gemma3_cleaned_262144_v2.spiece.model",
            sha256: "1299c11d7cf632ef3b4e11937501358ada021bbdf7c47638d13c0ee982f2e79c",
        },
        pack: Vendored::sentence_model,
    },
    Vendored {
        name: "llama_2",
        source: PackagedFile {
            registry: Registry::Npm,
            package: "llama-tokenizer-js",
            version: "1.2.2",
            path: "llama-tokenizer.js",
            sha256: "34a7b9f7579d40486444590c37cba6564ef40c3dd98ecdfc2f7c886ae72c898d",
        },
        pack: Vendored::llama_tokenizer_js,
    },
    Vendored {
        name: "mistral_spm",
        source: PackagedFile {
            registry: Registry::PyPi,
            package: "mistral-common",
            version: "1.13.1",
            path: "mistral_common/data/tokenizer.model.v1",
            sha256: "dadfd56d766715c61d2ef780a525ab43b8e6da4de6865bda3d95fdef5e134055",
        },
        pack: Vendored::sentence_model,
    },
];

impl Vendored {
    /// The packed file.
    pub fn pack(&self) -> Result<Vec<u8>> {
        let file = self.source.read()?;
        (self.pack)(self, &file).context(self.name)
    }

    fn tiles(&self, file: &[u8], opens_word: bool) -> Result<Vec<u8>> {
        let tiles = ctok::read(file, opens_word)?;
        Ok(pack::pack_tiles(self.name, self.source.digest()?, &tiles)?)
    }

    fn sentence_model(&self, file: &[u8]) -> Result<Vec<u8>> {
        let vocabulary = pack::read_sentence_model(self.name, self.source.digest()?, file)?;
        Ok(pack::pack_sentence_pieces(&vocabulary)?)
    }

    /// From the source of llama-tokenizer-js, which holds the pieces by id in base64. Ids are the order
    /// of scores, runs of blanks apart, which merge last.
    fn llama_tokenizer_js(&self, file: &[u8]) -> Result<Vec<u8>> {
        let source = std::str::from_utf8(file)?;
        let (_, rest) = source
            .split_once("const llama_vocab_base64 = \"")
            .context("no vocabulary")?;
        let (base64, _) = rest.split_once('"').context("no end of the vocabulary")?;
        let mut bytes = base64.as_bytes().to_vec();
        let length = decode_base64_in_place(&mut bytes)?;
        bytes.truncate(length);
        let piece = |(id, text): (u16, &str)| Piece {
            text: text.to_owned(),
            score: match text.chars().all(|character| character == '\u{2581}') {
                true if text.chars().count() > 1 => -1e9,
                _ => -f32::from(id),
            },
            kind: match id {
                0..3 => PieceKind::Control,
                3..259 => PieceKind::Byte,
                _ => PieceKind::Normal,
            },
        };
        let vocabulary = SentenceVocabulary {
            name: self.name.to_owned(),
            source: self.source.digest()?,
            begins_with_blank: true,
            pieces: (0..)
                .zip(std::str::from_utf8(&bytes)?.split('\n'))
                .map(piece)
                .collect(),
        };
        Ok(pack::pack_sentence_pieces(&vocabulary)?)
    }
}
