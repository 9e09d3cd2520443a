/**
 * What comes from outside, a link or a file, is shown to the engine before the page takes it: the
 * engine knows every field of a request and of a scenario, so the page need not check them twice.
 */
import type { Scenario } from "tokenfare";
import { defaultModel } from "../engine/catalog-info.js";
import { engine } from "../engine/client.js";
import { EngineError } from "../engine/protocol.js";
import type { PageState } from "./page-state.js";

/** Others are shown where they belong: a model without a price today is no reason to refuse a link. */
const malformed = new Set([
  "INVALID_ARGUMENT",
  "INVALID_SCENARIO",
  "INVALID_IMAGE",
  "LIMIT_EXCEEDED",
  "INTERNAL",
]);

/** Throws where a part of the change is malformed. */
export async function vet(change: Partial<PageState>): Promise<void> {
  if (change.request)
    await wellFormed(engine.quote({ model: defaultModel(), quantities: change.request }));
  if (change.scenario) await vetScenario(change.scenario);
  for (const { scenario } of change.beside ?? []) await vetScenario(scenario);
}

export async function vetScenario(scenario: Scenario): Promise<void> {
  await wellFormed(
    engine.project({ ...scenario, uncertainty: { ...scenario.uncertainty, draws: 0 } }),
  );
}

async function wellFormed(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === undefined || malformed.has(error.code))
      throw error;
  }
}
