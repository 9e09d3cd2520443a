// Cloudflare forbids compiling bytes at run time; a static import gives the compiled module.
export { default } from "../engine/tokenfare_bg.wasm";
