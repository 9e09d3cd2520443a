/**
 * Checks what comes from outside, a link or a file, with the engine before the page takes it. The
 * engine knows every field of a request and of a scenario, so the page does not check them again.
 */
import type { Scenario } from "tokenfare";
import { defaultModel } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { projector } from "../engine/projector.js";
import { EngineError } from "../engine/protocol.js";
import type { PageState } from "./page-state.js";

/**
 * Other errors are shown in the view: a model without a price today is no reason to refuse a link.
 */
const malformed = new Set([
  "INVALID_ARGUMENT",
  "INVALID_SCENARIO",
  "INVALID_IMAGE",
  "LIMIT_EXCEEDED",
  "INTERNAL",
]);

/** Throws where a part of the change is malformed. */
export async function validateChange(change: Partial<PageState>): Promise<void> {
  if (change.request)
    await wellFormed(engine.quote({ model: defaultModel(), quantities: change.request }));
  if (change.scenario) await validateScenario(change.scenario);
  for (const { scenario } of change.variants ?? []) await validateScenario(scenario);
}

export async function validateScenario(scenario: Scenario): Promise<void> {
  await wellFormed(projector.validate(scenario));
}

async function wellFormed(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === undefined || malformed.has(error.code))
      throw error;
  }
}
