// Vercel's edge runtime forbids compiling bytes too, and expects the suffix `?module`.
export { default } from "../engine/tokenfare_bg.wasm?module";
