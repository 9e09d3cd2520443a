/**
 * Projections, in a worker of their own. A large one takes seconds: it can be ended, and counting
 * never waits for it.
 */
import type { CatalogOverrides, Projection, Scenario, ScenarioComparison } from "tokenfare";
import { type Connection, connect } from "./client.js";
import { startWorker } from "./start-worker.js";

/** A calculation that was ended before its result. */
export class Stopped extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Stopped";
  }
}

/** What a link or a file may take to calculate, in milliseconds. */
const foreignBudget = 10_000;

let current: Connection | null = null;
let prices: { list: string | null; own: CatalogOverrides | null } = { list: null, own: null };

/** The worker, started when it is first needed, with the prices that apply. */
function connection(): Connection {
  if (!current) {
    current = connect(startWorker());
    tell(current);
  }
  return current;
}

function tell({ engine }: Connection): void {
  // The calls of one worker run in their order. What is refused here was refused before.
  if (prices.list !== null) engine.openCatalog(prices.list).catch(() => undefined);
  if (prices.own !== null) engine.override(prices.own).catch(() => undefined);
}

/** Prices that the engine has accepted. */
export function projectWith(list: string | null, own: CatalogOverrides | null): void {
  prices = { list, own };
  stopProjecting("The prices have changed.");
}

/** Ends what is being calculated. */
export function stopProjecting(reason: string): void {
  current?.end(new Stopped(reason));
  current = null;
}

export const projector = {
  project: (scenario: Scenario): Promise<Projection> => connection().engine.project(scenario),

  compareScenarios: (
    base: Scenario,
    variants: readonly { name: string; scenario: Scenario }[],
  ): Promise<ScenarioComparison> => connection().engine.compareScenarios(base, variants),

  /**
   * Checks the scenario of a link or a file. Its worker is ended where that takes too long: a few
   * bytes may ask for years of work.
   */
  async validate(scenario: Scenario): Promise<void> {
    const timer = setTimeout(() => stopProjecting("it takes too long to calculate"), foreignBudget);
    try {
      await connection().engine.project({
        ...scenario,
        uncertainty: { ...scenario.uncertainty, draws: 0 },
      });
    } finally {
      clearTimeout(timer);
    }
  },
};
