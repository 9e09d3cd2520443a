//! `cargo xtask serve`: the page on this machine, and only for it.

use std::fs;
use std::io::Cursor;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use anyhow::{Result, anyhow};
use clap::Args;
use percent_encoding::percent_decode_str;
use tiny_http::{Header, Method, Request, Response, Server};

use crate::site;

/// What to serve, and where.
#[derive(Args)]
pub struct Options {
    /// The port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// The page asks nobody for anything: it may load its own files and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob:; media-src blob:; font-src 'self'; worker-src 'self' blob:; connect-src 'self'; manifest-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Builds the site and serves it until the process is ended.
pub fn run(options: &Options) -> Result<()> {
    let site = site::build()?;
    let address = ("127.0.0.1", options.port);
    let server = Server::http(address).map_err(|error| {
        anyhow!(
            "cannot listen on port {}: {error}; choose another with --port",
            options.port
        )
    })?;
    println!(
        "tokenfare is on http://127.0.0.1:{}  (Ctrl-C ends it)",
        options.port
    );
    let server = Arc::new(server);
    // A browser keeps several connections open; one slow one must not hold up the others.
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let (server, site) = (Arc::clone(&server), site.clone());
            thread::spawn(move || {
                while let Ok(request) = server.recv() {
                    let response = answer(&site, &request);
                    // A browser that hangs up early is no failure of ours.
                    let _ = request.respond(response);
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| anyhow!("the server stopped"))?;
    }
    Ok(())
}

fn answer(site: &Path, request: &Request) -> Response<Cursor<Vec<u8>>> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return plain(405, "only GET and HEAD");
    }
    let Some(file) = file_for(site, request.url()) else {
        return plain(404, "not found");
    };
    let Ok(bytes) = fs::read(&file) else {
        return plain(404, "not found");
    };
    let mut response = Response::from_data(bytes)
        .with_header(header("Content-Type", &content_type(&file)))
        .with_header(header("X-Content-Type-Options", "nosniff"))
        .with_header(header("Referrer-Policy", "no-referrer"))
        .with_header(header("Cache-Control", "no-cache"));
    // The page as one file has its scripts inside and brings a policy of its own, with their digests.
    if file.file_name().is_none_or(|name| name != "tokenfare.html") {
        response.add_header(header("Content-Security-Policy", POLICY));
    }
    response
}

/// The file that a request's URL names, if it lies in the site.
fn file_for(site: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next()?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    let mut file = site.to_path_buf();
    for part in Path::new(path.trim_start_matches('/')).components() {
        match part {
            Component::Normal(name) => file.push(name),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    if file.is_dir() {
        file.push("index.html");
    }
    // Nor through a link out of the folder.
    let (file, site) = (file.canonicalize().ok()?, site.canonicalize().ok()?);
    (file.starts_with(site) && file.is_file()).then_some(file)
}

fn content_type(file: &Path) -> String {
    let guess = mime_guess::from_path(file).first_or_octet_stream();
    if guess.type_() == "text" || guess.subtype() == "javascript" || guess.subtype() == "json" {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    }
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    Response::from_string(text).with_status_code(status)
}

/// A header of our own constants; both parts are plain ASCII.
fn header(name: &str, value: &str) -> Header {
    Header {
        field: name.parse().expect("a header's name"),
        value: value.parse().expect("a header's value"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::{content_type, file_for};

    #[test]
    fn serves_files_of_the_site_and_nothing_beside_it() {
        let folder = std::env::temp_dir().join(format!("tokenfare-serve-{}", std::process::id()));
        let site = folder.join("site");
        fs::create_dir_all(site.join("assets")).unwrap();
        fs::write(site.join("index.html"), "page").unwrap();
        fs::write(site.join("assets/a b.js"), "script").unwrap();
        fs::write(folder.join("secret"), "secret").unwrap();

        let name =
            |url: &str| file_for(&site, url).map(|file| file.file_name().unwrap().to_owned());
        assert_eq!(name("/").unwrap(), "index.html");
        assert_eq!(name("/?model=gpt-4o#v=1").unwrap(), "index.html");
        assert_eq!(name("/assets/a%20b.js").unwrap(), "a b.js");
        for url in [
            "/../secret",
            "/%2e%2e/secret",
            "/assets/..%2f..%2fsecret",
            "//etc/passwd",
            "/none",
            "/%ff",
        ] {
            assert!(file_for(&site, url).is_none(), "{url}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn browsers_need_the_right_types_for_scripts_and_wasm() {
        let of = |name: &str| content_type(Path::new(name));
        assert_eq!(of("a.js"), "text/javascript; charset=utf-8");
        assert_eq!(of("a.html"), "text/html; charset=utf-8");
        assert_eq!(of("a.css"), "text/css; charset=utf-8");
        assert_eq!(of("a.json"), "application/json; charset=utf-8");
        assert_eq!(of("a.wasm"), "application/wasm");
        assert_eq!(of("a.svg"), "image/svg+xml");
        assert_eq!(of("a.webmanifest"), "application/manifest+json");
    }
}
