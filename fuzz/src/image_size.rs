//! Arbitrary bytes as an image file give a size or an error, never a panic. A size that is found
//! does not change when more of the file is read.

use tokenfare::pricing::image_size;

/// The first bytes of each format, so that the fuzzer does not have to find them.
const STARTS: [&[u8]; 8] = [
    b"",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"\xff\xd8\xff\xe1\0\x20Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0",
    b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    b"GIF89a",
    b"RIFF\0\0\0\0WEBPVP8",
    b"\0\0\0\x20ftypavif\0\0\0\0",
    b"BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0",
];

/// Runs the target.
pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let mut file = STARTS[usize::from(*first) % STARTS.len()].to_vec();
    file.extend_from_slice(rest);
    if let Ok(size) = image_size(&file) {
        assert!(!size.format.is_empty());
        file.extend_from_slice(&[0; 64]);
        assert_eq!(image_size(&file), Ok(size));
    }
}
