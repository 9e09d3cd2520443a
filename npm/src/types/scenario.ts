/** The shape of a scenario: what is to be projected. */
import type { Day, Tier } from "./prices.js";
import type { ImageInput, ImageOutput, Quantities } from "./quantities.js";

/** A plan for some months: who asks what of which model, how often, and what money there is. */
export interface Scenario {
  /** The version of this format. */
  version: 1;
  /** A name for people. */
  name?: string;
  /** First day. Default: the catalog's `checked`. Month 1 runs from it to the day before the same day of the next month. */
  start?: Day;
  /** 1 to 600. */
  months: number;
  /** `"calendar"` (28 to 31 days, default) or a fixed number of days, 1 to 31; 30 for back-of-envelope figures. */
  monthLength?: "calendar" | number;
  /** At most 1,000. */
  workloads: readonly Workload[];
  /** Costs that are no request: training, storage, a fixed fee. */
  fixed?: readonly {
    /** Unique among workloads and fixed costs. */
    name: string;
    /** The model whose rates price `quantities`. */
    model?: string;
    /** What is used each time. */
    quantities?: Quantities;
    /** US dollars each time. */
    amount?: number;
    /** On the first day, on the first day of each month (default), or daily. */
    every?: "once" | "month" | "day";
  }[];
  /** What may be spent each month. */
  budget?: {
    /** US dollars. */
    monthly: number;
    /** Shares of the budget whose first crossing is dated. Default: 0.5, 0.8, 1. */
    thresholds?: readonly number[];
    /** Whether serving stops at the budget; what then is not served is reported. */
    hard?: boolean;
  };
  /** Prepaid credits, used in the order in which they expire. */
  credits?: {
    /** What was granted or bought, at most 1,000 entries. */
    grants: readonly {
      /** US dollars. */
      amount: number;
      /** The first day on which they can be used. Default: the scenario's first day. */
      from?: Day;
      /** The first day on which they can no longer be used. Default: never. */
      expires?: Day;
    }[];
    /** Buying more when the balance runs low. */
    autoRecharge?: {
      /** Buy as soon as a day leaves less than this, US dollars. */
      below: number;
      /** How much is bought each time, US dollars. */
      amount: number;
      /** At most so much in one month of the scenario, US dollars. */
      monthlyMax?: number;
    };
  };
  /** A vendor's usage tier, or explicit rate limits; they hold per model. */
  limits?: RateLimits;
  /** What-if: yearly change of all rates, -0.3 for 30 % cheaper each year, month by month. */
  priceChangePerYear?: number;
  /** Share added to every amount, for taxes or a safety margin; at most 4 decimals. */
  markup?: number;
  /** How the simulation draws. */
  uncertainty?: {
    /** Simulated cases, 0 to 1,000,000. Default 10,000 where any input is uncertain. */
    draws?: number;
    /** The same seed gives the same digits on every platform. Default 1. */
    seed?: number;
  };
}

/** A number, or an uncertain one; a plain number, `mode`, `p50` or the samples' median makes the base case. */
export type Uncertain =
  | number
  | PertRange
  | LogNormal
  | Samples;

/** PERT: never below `low` nor above `high`, most likely `mode`. */
export interface PertRange {
  /** The least possible value. */
  low: number;
  /** The most likely value. */
  mode: number;
  /** The greatest possible value. */
  high: number;
}

/** Log-normal, by its median and its 95th percentile; both above 0. */
export interface LogNormal {
  /** Half of the cases lie below. */
  p50: number;
  /** 95 of 100 cases lie below. */
  p95: number;
}

/** Observed values, drawn as they are. */
export interface Samples {
  /** One to 100,000 values. */
  samples: readonly number[];
}

/** One kind of work: requests of one make, to one model or a mix of models. */
export interface Workload {
  /** Unique among workloads and fixed costs. */
  name: string;
  /** One model, or a router's mix whose shares add up to 1. */
  model: string | readonly ModelShare[];
  /** The tier of what is not batched. Default: standard. */
  tier?: Tier | "fast";
  /** Share of the requests sent through the batch tier. */
  batchShare?: number;
  /** How many requests: `perDay`, `perMonth`, or `users` with `perUserPerDay`. With a conversation: conversations. */
  requests: {
    /** On each active day. */
    perDay?: Uncertain;
    /** In each month, whatever its length. */
    perMonth?: Uncertain;
    /** How many users. */
    users?: Uncertain;
    /** What each of them asks on an active day. */
    perUserPerDay?: Uncertain;
    /** The days on which there are requests. Default: all. */
    activeDays?: "all" | "weekdays";
  };
  /** How the requests grow from month to month; the first month is as stated. */
  growth?: Growth;
  /** Factors on the volume, taken as given; a mean of 1 keeps the total. */
  seasonality?: {
    /** Twelve, January first. */
    months?: readonly number[];
    /** Seven, Monday first. */
    weekdays?: readonly number[];
  };
  /** What one request uses. */
  request?: RequestQuantities;
  /** Chat whose history is sent again on every turn; replaces the token counts of `request`. */
  conversation?: {
    /** Turns of one conversation, 1 to 10,000. 4.5 means: half of them 4, half of them 5. */
    turns: Uncertain;
    /** Tokens of the system prompt, sent on every turn. */
    systemTokens: Uncertain;
    /** Tokens of each user message. */
    userTokens: Uncertain;
    /** Tokens of each answer. */
    answerTokens: Uncertain;
    /** The application cuts the prompt to this many tokens, the oldest messages first. */
    maxContext?: number;
    /** Whether what was sent before is read from the prompt cache: by the vendor itself, or where the application marks it. Default: none. */
    caching?: "none" | "automatic" | "explicit";
    /** Mean time between turns, against the cache's lifetime. Default: always within it. */
    gapSeconds?: number;
  };
  /** Prompt caching of a fixed prefix, a part of `request.inputTokens`. */
  cache?: {
    /** Tokens of the prefix. */
    prefixTokens: number;
    /** Share of the requests that find it in the cache; the others write it anew. 0: no caching. */
    hitRate: number;
  };
  /** Application-side cache: this share of the requests never reaches the API. */
  responseCacheHitRate?: number;
  /** Requests that fail and are sent again. */
  retries?: {
    /** The share of attempts that fail, 0 to 1 (not 1 itself). */
    rate: number;
    /** Attempts after the first, at most. */
    max: number;
    /** Share of the output that a failed attempt is billed; its input is billed in full. Default 1. */
    billedOutputShare?: number;
  };
  /** Share of the day's requests in its busiest hour, for rate limits. Default 1/24. */
  peakHourShare?: number;
  /** Seconds from request to last token, for concurrency and waiting. */
  latencySeconds?: number;
  /** Further calls per request: embed what was summarised, escalate a share to a larger model. */
  steps?: readonly {
    /** The model. */
    model: string;
    /** The tier. Default: the workload's. */
    tier?: Tier | "fast";
    /** Calls per request of the workload: 0.1 for one request in ten. Default 1. */
    share?: number;
    /** What one call uses. */
    request: RequestQuantities;
  }[];
}

/** A model's share of a router's mix. */
export interface ModelShare {
  /** The model. */
  model: string;
  /** Its share of the requests, 0 to 1. */
  share: number;
}

/** Growth from month to month. */
export type Growth = LinearGrowth | CompoundGrowth | LogisticGrowth | GrowthInSteps | GrowthSeries;

/** The same number of requests added each month. */
export interface LinearGrowth {
  /** Which growth this is. */
  kind: "linear";
  /** Requests per day added each month. */
  perMonth: Uncertain;
}

/** The same share added each month. */
export interface CompoundGrowth {
  /** Which growth this is. */
  kind: "compound";
  /** 0.12 for 12 % a month. */
  perMonth: Uncertain;
}

/** Requests per day = capacity ÷ (1 + e^(−rate·(m − midpoint))), m months after the start. */
export interface LogisticGrowth {
  /** Which growth this is. */
  kind: "logistic";
  /** Requests per day in the end. */
  capacity: Uncertain;
  /** Steepness, per month. */
  rate: number;
  /** Months after the start at which half of the capacity is reached. */
  midpoint: number;
}

/** From given months on, a factor on the stated volume; not cumulative. */
export interface GrowthInSteps {
  /** Which growth this is. */
  kind: "steps";
  /** In order of month. */
  steps: readonly {
    /** The month from which it holds; 1 is the first. */
    month: number;
    /** Times the stated volume. */
    factor: number;
  }[];
}

/** Requests per day, stated month by month. */
export interface GrowthSeries {
  /** Which growth this is. */
  kind: "series";
  /** One value a month; the last holds on. */
  perDay: readonly number[];
}

/** Quantities per request, where each number may be uncertain. */
export type RequestQuantities = {
  [K in keyof Quantities]?: NonNullable<Quantities[K]> extends number ? Uncertain : Quantities[K];
} & {
  /** Images sent in. */
  images?: readonly ImageInput[];
  /** Images asked for. */
  generatedImages?: readonly ImageOutput[];
};

/** Rate limits, per model. Explicit limits take precedence over those of the tier. */
export interface RateLimits {
  /** A vendor's published usage tier, `"tier_2"`. */
  tier?: string;
  /** Requests per minute. */
  requestsPerMinute?: number;
  /** Requests per day. */
  requestsPerDay?: number;
  /** Tokens per minute, input and output. */
  tokensPerMinute?: number;
  /** Tokens per day, input and output. */
  tokensPerDay?: number;
  /** Input tokens waiting in the batch queue, counted as a day's worth. */
  batchQueueTokens?: number;
}
