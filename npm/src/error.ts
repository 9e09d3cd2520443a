/** The stable codes of every failure. */
export type ErrorCode =
  /** Wrong type, negative, not finite, or out of range. */
  | "INVALID_ARGUMENT"
  /** No encoding has this name. */
  | "UNKNOWN_ENCODING"
  /** The encoding exists, but `loadEncoding` has not been called for it. */
  | "ENCODING_NOT_LOADED"
  /** The digest, size or structure of a vocabulary is wrong. */
  | "CORRUPT_VOCABULARY"
  /** An id to decode is not a token of the encoding. */
  | "UNKNOWN_TOKEN"
  /** A reconstructed vocabulary counts, but has no ids. */
  | "NO_IDS"
  /** The text contains a special token that the caller has forbidden. */
  | "DISALLOWED_SPECIAL_TOKEN"
  /** No model has this name. */
  | "UNKNOWN_MODEL"
  /** The model is known, but the catalog has no such rate on that day. */
  | "NO_PRICE"
  /** A catalog that does not match its schema. */
  | "INVALID_CATALOG"
  /** Quantities that contradict each other, or a response whose usage cannot be read. */
  | "INVALID_USAGE"
  /** A scenario that does not match its schema, or contradicts itself. */
  | "INVALID_SCENARIO"
  /** Bytes that are not an image of a known format. */
  | "INVALID_IMAGE"
  /** An input beyond a documented bound, or beyond memory. */
  | "LIMIT_EXCEEDED"
  /**
   * WebAssembly is missing, or a Content Security Policy forbids it; the message says what to
   * allow.
   */
  | "ENGINE_UNAVAILABLE"
  /** A bug in the engine; please report it. The next call works again. */
  | "INTERNAL";

/** What the engine throws: the plain object that `src/wasm/error.rs` makes. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly path?: string;
  readonly suggestions?: readonly string[];
}

/** The class of every error that tokenfare throws. */
export class TokenfareError extends Error {
  /** Always `"TokenfareError"`. */
  override readonly name = "TokenfareError";
  /** A stable code for programs to branch on. */
  readonly code: ErrorCode;
  /** The place in the input: `"workloads[0].requests.perDay"`, `"tokens[3]"`. */
  readonly path?: string;
  /** Near matches of an unknown name, best first. */
  readonly suggestions?: readonly string[];

  /** @internal */
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options);
    this.code = failure.code;
    if (failure.path !== undefined) this.path = failure.path;
    if (failure.suggestions !== undefined) this.suggestions = Object.freeze([...failure.suggestions]);
  }
}

/** Whether a thrown value is the engine's own plain object. */
export function isFailure(thrown: unknown): thrown is Failure {
  return (
    typeof thrown === "object" &&
    thrown !== null &&
    !(thrown instanceof Error) &&
    typeof (thrown as Failure).code === "string" &&
    typeof (thrown as Failure).message === "string"
  );
}
