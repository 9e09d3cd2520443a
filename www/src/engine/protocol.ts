/** The messages between the page and its engine worker. */
import type { ErrorCode } from "tokenfare";

export interface CallMessage {
  id: number;
  call: string;
  args: unknown[];
}

export interface Failure {
  message: string;
  code?: ErrorCode;
  path?: string;
  suggestions?: readonly string[];
}

export type ResultMessage = { id: number; value: unknown } | { id: number; failure: Failure };

/** An error of the engine as the page sees it: the package's error with its stable code. */
export class EngineError extends Error {
  readonly code: ErrorCode | undefined;
  readonly path: string | undefined;
  readonly suggestions: readonly string[];

  constructor(failure: Failure) {
    super(failure.message);
    this.name = "EngineError";
    this.code = failure.code;
    this.path = failure.path;
    this.suggestions = failure.suggestions ?? [];
  }
}
