// The default: the engine is inside the JavaScript, so no bundler can lose it and nothing is
// fetched.
export { base64 as default } from "../engine/base64.js";
