/** The data that callers hand over and get back. Generated from the Rust types by `cargo xtask types`: change those. */

import type { ModelName, ProviderName } from "./names.js";

/**
 * The days on which there are requests.
 * - `"all"`: Every day.
 * - `"weekdays"`: Monday to Friday; 5 of 7 days where the month has a fixed length.
 */
export type ActiveDays = "all" | "weekdays";
/**
 * What makes a bill differ from a log.
 * - `"rounding"`: Amounts are rounded.
 * - `"missing-file"`: The bill has days, models or projects of which the log has no record.
 * - `"unpriced-models"`: The log has records of models without a price.
 * - `"batch-discount-missing"`: Requests of the batch tier were billed at the standard price.
 * - `"other-tier"`: Requests were billed in another tier.
 * - `"price-change"`: Prices changed, and the bill has those of another day.
 * - `"cached-tokens-counted-twice"`: Cached tokens are billed in full as well, or counted twice by the log.
 * - `"cache-discount-missing"`: Cached tokens were billed as other input tokens.
 * - `"discount"`: The bill grants a discount on the list price.
 * - `"free-allowance"`: Something is free up to an amount, or not billed at all.
 * - `"time-zone"`: The days of the bill are those of another time zone.
 * - `"surcharge"`: Taxes or fees are added.
 */
export type CauseName = "rounding" | "missing-file" | "unpriced-models" | "batch-discount-missing" | "other-tier" | "price-change" | "cached-tokens-counted-twice" | "cache-discount-missing" | "discount" | "free-allowance" | "time-zone" | "surcharge";
/**
 * What is billed. The order is that of the lines of a quote.
 * - `"input"`: Tokens of the prompt that are not told apart below.
 * - `"cached_input"`: Prompt tokens read from the prompt cache.
 * - `"cache_write"`: Prompt tokens written to the cache with its default lifetime.
 * - `"long_cache_write"`: Prompt tokens written to the cache with its longer lifetime.
 * - `"audio_input"`: Audio tokens of the prompt.
 * - `"cached_audio_input"`: Audio tokens of the prompt read from the cache.
 * - `"image_input"`: Image tokens of the prompt.
 * - `"cached_image_input"`: Image tokens of the prompt read from the cache.
 * - `"video_input"`: Video tokens of the prompt.
 * - `"output"`: Tokens of the answer that are not told apart below.
 * - `"reasoning_output"`: Tokens of hidden reasoning, where they have a price of their own.
 * - `"audio_output"`: Audio tokens of the answer.
 * - `"image_output"`: Image tokens of the answer.
 * - `"video_output"`: Video tokens of the answer.
 * - `"citation_output"`: Tokens of citations, where they have a price of their own.
 * - `"image_generation"`: Images made, priced by the image.
 * - `"audio_duration"`: Time of audio heard or spoken.
 * - `"speech_characters"`: Characters spoken.
 * - `"video_duration"`: Time of video made.
 * - `"page"`: Pages of documents read.
 * - `"annotated_page"`: Pages of documents read and annotated by a schema of the caller.
 * - `"message"`: Messages of a conversation that is priced by the message.
 * - `"training"`: Tokens of fine-tuning.
 * - `"training_time"`: Time of fine-tuning.
 * - `"storage"`: Stored files.
 * - `"cache_storage"`: Tokens kept in an explicit prompt cache, by the hour.
 * - `"web_search"`: Web searches.
 * - `"grounded_prompt"`: Prompts that were grounded with web searches, whatever the number of searches.
 * - `"maps_search"`: Searches on maps.
 * - `"file_search"`: Searches in stored files.
 * - `"rerank_search"`: Rankings of documents by a query.
 * - `"code_interpreter"`: Sessions of a container that runs code.
 * - `"request"`: A fee per request.
 */
export type Component = ("input" | "cached_input" | "cache_write" | "long_cache_write" | "audio_input" | "cached_audio_input" | "image_input" | "cached_image_input" | "video_input" | "output" | "reasoning_output" | "audio_output" | "image_output" | "video_output" | "citation_output" | "image_generation" | "audio_duration" | "speech_characters" | "video_duration" | "page" | "annotated_page" | "message" | "training" | "training_time" | "storage" | "cache_storage" | "web_search" | "grounded_prompt" | "maps_search" | "file_search" | "rerank_search" | "code_interpreter" | "request") | (string & {});
/**
 * A value of a condition.
 */
export type ConditionValue = number | string;
/**
 * How sure a rate is.
 * - `"confirmed"`: Read on the vendor's page or a copy of it, or in two independent sources.
 * - `"single-source"`: Read in one source that is not the vendor.
 * - `"derived"`: Arithmetic from a rule that the vendor publishes, "batch is half".
 * - `"inferred"`: Assumed by analogy, or an estimate that the vendor prints.
 * - `"scheduled"`: Announced for a day to come; it may be cancelled.
 */
export type Confidence = "confirmed" | "single-source" | "derived" | "inferred" | "scheduled";
/**
 * How a conversation uses the prompt cache.
 * - `"none"`: Not at all.
 * - `"automatic"`: The vendor caches prefixes by itself, in steps of its block size.
 * - `"explicit"`: The application marks what is cached, to the token.
 */
export type ConversationCaching = "none" | "automatic" | "explicit";
/**
 * A calendar day, "2026-11-20".
 */
export type Day = string;
/**
 * Whether the model receives or produces it.
 * - `"input"`: Sent to the model.
 * - `"output"`: Produced by the model.
 */
export type Direction = "input" | "output";
/**
 * The name of an encoding.
 */
export type EncodingName = ("o200k_base" | "o200k_harmony" | "cl100k_base" | "p50k_base" | "p50k_edit" | "r50k_base" | "gpt2" | "claude_3" | "claude_4_7" | "gemma_3" | "llama_2" | "llama_3" | "llama_4" | "qwen_2" | "qwen_3_5" | "deepseek_v3" | "mistral_tekken" | "mistral_spm" | "kimi_k2" | "glm_4" | "glm_5" | "minimax") | (string & {});
/**
 * How often a fixed cost falls due.
 * - `"once"`: On the first day of the scenario.
 * - `"month"`: On the first day of each month.
 * - `"day"`: Every day.
 */
export type Every = "once" | "month" | "day";
/**
 * Growth from month to month; the first month is as stated.
 */
export type Growth = {
    /**
     * Always `"linear"`.
     */
    kind: "linear";
    /**
     * How many.
     */
    perMonth: Uncertain;
} | {
    /**
     * Always `"compound"`.
     */
    kind: "compound";
    /**
     * The share, from -1 to 100.
     */
    perMonth: Uncertain;
} | {
    /**
     * Always `"logistic"`.
     */
    kind: "logistic";
    /**
     * Requests per day in the end.
     */
    capacity: Uncertain;
    /**
     * Steepness, per month. From -100 to 100.
     */
    rate: number;
    /**
     * Months after the start at which half of the capacity is reached. From -1000000 to 1000000.
     */
    midpoint: number;
} | {
    /**
     * Always `"steps"`.
     */
    kind: "steps";
    /**
     * In order of month. At most 600 elements.
     */
    steps: readonly GrowthStep[];
} | {
    /**
     * Always `"series"`.
     */
    kind: "series";
    /**
     * One value per month. At most 600 elements.
     */
    perDay: readonly number[];
};
/**
 * Audio or video.
 * - `"audio"`: Sound.
 * - `"video"`: Moving images.
 */
export type MediaKind = "audio" | "video";
/**
 * What a model reads or writes.
 * - `"text"`: Text.
 * - `"image"`: Still images.
 * - `"audio"`: Sound.
 * - `"video"`: Moving images.
 * - `"file"`: Files such as PDF.
 * - `"embedding"`: Vectors.
 */
export type Modality = "text" | "image" | "audio" | "video" | "file" | "embedding";
/**
 * One model, or several with their shares.
 */
export type ModelChoice = ModelName | readonly ModelShare[];
/**
 * How a name was resolved.
 * - `"exact"`: The model's own id.
 * - `"alias"`: An alias of the model, or its id in another spelling: upper case, "4.5" for "4-5".
 * - `"snapshot"`: A dated version that costs the same.
 * - `"provider"`: A name after a seller's: "openai/gpt-4o", "us.anthropic.claude-…-v1:0".
 * - `"fine-tune"`: A model fine-tuned from this one: "ft:gpt-4o-mini-2024-07-18:org::id".
 * - `"family"`: A guess: the longest known name that the name begins with.
 */
export type NameMatch = "exact" | "alias" | "snapshot" | "provider" | "fine-tune" | "family";
/**
 * What the tokens of a part are for.
 * - `"system"`: A system or developer message, or instructions.
 * - `"message"`: Any other message: its text, its calls of tools and their answers.
 * - `"tools"`: Definitions of tools, and what a vendor writes around them.
 * - `"tool_choice"`: Which tool the answer must call.
 * - `"response_format"`: The schema that the answer must follow.
 * - `"image"`: An image.
 * - `"audio"`: Sound.
 * - `"file"`: A file, such as a PDF.
 * - `"framing"`: What belongs to the request as a whole, such as the start of the reply.
 */
export type PartKind = "system" | "message" | "tools" | "tool_choice" | "response_format" | "image" | "audio" | "file" | "framing";
/**
 * The API whose body a request is.
 * - `"openai.chat"`: OpenAI's Chat Completions, and hosts that speak it.
 * - `"openai.responses"`: OpenAI's Responses.
 * - `"anthropic.messages"`: Anthropic's Messages.
 * - `"google.generate"`: Google's generateContent, of the Gemini API.
 * - `"google.vertex"`: Google's generateContent, of Vertex AI. The bodies are those of the Gemini API, but fewer tokens are billed; say it as an option.
 * - `"bedrock.converse"`: Amazon Bedrock's Converse.
 */
export type RequestEndpoint = "openai.chat" | "openai.responses" | "anthropic.messages" | "google.generate" | "google.vertex" | "bedrock.converse";
/**
 * What an uncertain number describes.
 * - `"average"`: What is known of the average: any value may turn out to be the average of all requests.
 * - `"requests"`: How single requests differ from each other. Their mean is the base case, and over many requests they even out.
 */
export type Spread = "average" | "requests";
/**
 * A service tier.
 * - `"standard"`: The plain price.
 * - `"batch"`: Asynchronous batches.
 * - `"flex"`: Slower and cheaper.
 * - `"priority"`: Faster, at a higher price; called "fast" by some vendors since 2026-07-30.
 * - `"ultrafast"`: The fastest.
 */
export type Tier = "standard" | "batch" | "flex" | "priority" | "ultrafast";
/**
 * A number, or an uncertain one. Plain numbers, `mode` and `p50` make the base case; of samples it is their median. Where `spread` is `requests`, the base case is the mean.
 */
export type Uncertain = number | {
    /**
     * The least possible value.
     */
    low: number;
    /**
     * The most likely value.
     */
    mode: number;
    /**
     * The greatest possible value.
     */
    high: number;
    /**
     * What the numbers describe. Default: `average`.
     */
    spread?: Spread | undefined;
} | {
    /**
     * Half of the cases lie below. Above 0.
     */
    p50: number;
    /**
     * 95 of 100 cases lie below. Not below `p50`.
     */
    p95: number;
    /**
     * What the numbers describe. Default: `average`.
     */
    spread?: Spread | undefined;
} | {
    /**
     * Observed values, drawn as they are. At most 100000 elements.
     */
    samples: readonly number[];
    /**
     * What the numbers describe. Default: `average`.
     */
    spread?: Spread | undefined;
};
/**
 * A number; as text where it has more digits than a JavaScript number holds.
 */
export type UnreadValue = number | string;
/**
 * By what records are grouped.
 * - `"day"`: The calendar day in the zone of the log.
 * - `"hour"`: The hour of the day in the zone of the log, "2026-08-01T13".
 * - `"weekday"`: The day of the week.
 * - `"model"`: The model's id, or its name in the log where it has no price.
 * - `"provider"`: Who sells the model.
 * - `"project"`: The project, or the folder of a coding agent.
 * - `"key"`: The key, by the id or name that the log shows.
 * - `"user"`: The user.
 * - `"workspace"`: The workspace or team.
 * - `"session"`: The session or conversation.
 * - `"source"`: The source.
 * - `"tier"`: The service tier.
 */
export type UsageDimension = "day" | "hour" | "weekday" | "model" | "provider" | "project" | "key" | "user" | "workspace" | "session" | "source" | "tier";
/**
 * The kind of a warning. Stable: programs may branch on it. Later versions may add kinds.
 * - `"PRICE_STALE"`: The price was last checked more than 90 days before the day asked for.
 * - `"PRICE_DISPUTED"`: Another source prints another price.
 * - `"TIER_CROSSED"`: A length of context beyond a band's bound changes the rate.
 * - `"CONTEXT_OVERFLOW"`: The request does not fit the model's context window.
 * - `"OUTPUT_OVERFLOW"`: The answer is longer than the model's longest.
 * - `"ESTIMATED_TOKENS"`: Tokens are an estimate, because the vendor publishes no exact rule.
 * - `"ESTIMATED_PRICE"`: A rate is an estimate, or its end is not announced.
 * - `"MODEL_DEPRECATED"`: The vendor advises against the model, or no longer serves it.
 * - `"MODEL_RETIRES_IN_HORIZON"`: The model ends within the months of the scenario.
 * - `"CACHE_BELOW_MINIMUM"`: A prefix is too short for the model's prompt cache.
 * - `"UNREAD_USAGE"`: Numbers of a usage object that may be billed are not in the price.
 * - `"PARTIAL_STREAM"`: A part of a stream was priced without the others.
 * - `"TOTAL_MISMATCH"`: The totals and the parts of a usage object do not add up.
 * - `"REPORTED_COST_DIFFERS"`: The cost that a response states is not the one of the price list.
 * - `"CACHE_UNAVAILABLE"`: The model has no prompt cache, which the scenario counts on.
 * - `"VOLUME_FROM_GROWTH"`: The growth states the volume itself; the volume of the requests is not used.
 * - `"SPREAD_UNSTATED"`: A distribution does not say whether it describes single requests or their average; it is read as that of the average.
 * - `"RATE_LIMIT_EXCEEDED"`: A rate limit is passed.
 * - `"BUDGET_EXCEEDED"`: A month costs more than its budget.
 * - `"CREDITS_EXHAUSTED"`: The credits run out within the scenario.
 * - `"CREDITS_EXPIRED"`: Credits expire unused.
 */
export type WarningCode = ("PRICE_STALE" | "PRICE_DISPUTED" | "TIER_CROSSED" | "CONTEXT_OVERFLOW" | "OUTPUT_OVERFLOW" | "ESTIMATED_TOKENS" | "ESTIMATED_PRICE" | "MODEL_DEPRECATED" | "MODEL_RETIRES_IN_HORIZON" | "CACHE_BELOW_MINIMUM" | "UNREAD_USAGE" | "PARTIAL_STREAM" | "TOTAL_MISMATCH" | "REPORTED_COST_DIFFERS" | "CACHE_UNAVAILABLE" | "VOLUME_FROM_GROWTH" | "SPREAD_UNSTATED" | "RATE_LIMIT_EXCEEDED" | "BUDGET_EXCEEDED" | "CREDITS_EXHAUSTED" | "CREDITS_EXPIRED") | (string & {});
/**
 * Buying credits when the balance runs low.
 */
export interface AutoRecharge {
    /**
     * Buy as soon as a day leaves less than this, US dollars.
     */
    below: number;
    /**
     * How much is bought each time, US dollars.
     */
    amount: number;
    /**
     * At most so much in one month of the scenario.
     */
    monthlyMax?: number | undefined;
}
/**
 * Quantiles of the simulated cases; not a confidence interval.
 */
export interface Bands {
    /**
     * By month: one case in ten costs less.
     */
    readonly p10: readonly number[];
    /**
     * By month: the case in the middle.
     */
    readonly p50: readonly number[];
    /**
     * By month: one case in ten costs more.
     */
    readonly p90: readonly number[];
    /**
     * By month: the mean of all cases.
     */
    readonly mean: readonly number[];
    /**
     * Of the total over all months.
     */
    readonly totalP10: number;
    /**
     * Of the total over all months.
     */
    readonly totalP50: number;
    /**
     * Of the total over all months.
     */
    readonly totalP90: number;
    /**
     * The mean of the total.
     */
    readonly totalMean: number;
    /**
     * Share of the cases in which some month costs more than the budget.
     */
    readonly probabilityOverBudget: number | null;
    /**
     * The same, month by month.
     */
    readonly probabilityOverBudgetByMonth?: readonly number[];
    /**
     * How many cases.
     */
    readonly draws: number;
    /**
     * The seed that repeats them.
     */
    readonly seed: number;
}
/**
 * What may be spent each month.
 */
export interface Budget {
    /**
     * US dollars per month.
     */
    monthly: number;
    /**
     * Shares of the budget whose first crossing is dated. Default: 0.5, 0.8, 1. At most 100 elements.
     */
    thresholds?: readonly number[] | undefined;
    /**
     * Whether spending stops at the budget; what then is not served is reported.
     */
    hard?: boolean | undefined;
}
/**
 * How the budget fares.
 */
export interface BudgetOutlook {
    /**
     * The first day on which a month has cost more than its budget.
     */
    readonly firstExceeded: Day | null;
    /**
     * For each threshold, the first day on which a month has cost that share of its budget.
     */
    readonly crossings: readonly Crossing[];
    /**
     * Requests a month that the budget pays for, in the mix and at the prices of the first month with requests, after the fixed costs of that month.
     */
    readonly affordableRequestsPerMonth: number;
}
/**
 * A model's prompt cache.
 */
export interface Cache {
    /**
     * A shorter prefix is not cached.
     */
    readonly minimumTokens: number;
    /**
     * Cached in steps of so many tokens; none where to the token.
     */
    readonly stepTokens: number | null;
    /**
     * How long what was written can be read.
     */
    readonly lifetimeSeconds: number;
    /**
     * The same for the longer lifetime, where there is one.
     */
    readonly longLifetimeSeconds: number | null;
}
/**
 * What to add to a catalog, or to replace in it.
 */
export interface CatalogOverrides {
    /**
     * Models in the format of `catalog.json` (see `pricing/README.md`), with two liberties: keys may be written in camel case, and a rate may be written `{ component, usd, unit }`. A model of a known id keeps every key that is not given; `provider` is needed for new ones only.
     */
    models?: readonly object[] | undefined;
    /**
     * Contract discounts. Where several concern a rate, each is taken off what the others leave.
     */
    discounts?: readonly Discount[] | undefined;
}
/**
 * The tokens of a chat request. `total` is the sum of `messages`, `tools` and `overhead`.
 */
export interface ChatCount {
    /**
     * All tokens of the prompt.
     */
    readonly total: number;
    /**
     * The tokens of each message, its framing included.
     */
    readonly messages: readonly number[];
    /**
     * The tokens of the definitions of tools and functions.
     */
    readonly tools: number;
    /**
     * The tokens of the primed reply, a pinned function and the response format.
     */
    readonly overhead: number;
    /**
     * Whether every part follows published rules.
     */
    readonly exact: boolean;
    /**
     * Which parts are estimates or are not counted, and why.
     */
    readonly notes: readonly string[];
}
/**
 * A request priced on several models.
 */
export interface Comparison {
    /**
     * Cheapest first; equal totals in the order in which the models were given.
     */
    readonly quotes: readonly Quote[];
    /**
     * Models that cannot serve the request, in the order in which they were given.
     */
    readonly excluded: readonly Excluded[];
}
/**
 * A conversation of several turns; each turn sends what was said before again.
 */
export interface Conversation {
    /**
     * Turns of one conversation. 4.5 means: half of them 4, half of them 5.
     */
    turns: Uncertain;
    /**
     * Tokens of the system prompt, sent on every turn.
     */
    systemTokens: Uncertain;
    /**
     * Tokens of each user message.
     */
    userTokens: Uncertain;
    /**
     * Tokens of each answer.
     */
    answerTokens: Uncertain;
    /**
     * The application cuts the prompt to this many tokens, the oldest messages first.
     */
    maxContext?: number | undefined;
    /**
     * Whether what was sent before is read from the prompt cache. Default: none.
     */
    caching?: ConversationCaching | undefined;
    /**
     * Mean time between two turns. The share of turns that come within the cache's lifetime is 1 − e^(−lifetime ÷ gap). Default: always within.
     */
    gapSeconds?: number | undefined;
}
/**
 * How old a provider's prices are, and how sure. Rates are those in force of models that are served.
 */
export interface Coverage {
    /**
     * The provider's id.
     */
    readonly provider: string;
    /**
     * The provider's name.
     */
    readonly name: string;
    /**
     * Models, retired ones too.
     */
    readonly models: number;
    /**
     * Models that are served.
     */
    readonly active: number;
    /**
     * Rates in force.
     */
    readonly rates: number;
    /**
     * Rates that were compared with a source in the 30 days before.
     */
    readonly within30Days: number;
    /**
     * In the 60 days before.
     */
    readonly within60Days: number;
    /**
     * In the 90 days before. Older ones are stale.
     */
    readonly within90Days: number;
    /**
     * Rates read on the vendor's page, or in two independent sources.
     */
    readonly confirmed: number;
    /**
     * Rates that one source prints, which is not the vendor.
     */
    readonly singleSource: number;
    /**
     * Rates that nobody prints: worked out by a rule of the vendor, by analogy, or announced.
     */
    readonly inferred: number;
    /**
     * The oldest day on which one of the rates was compared.
     */
    readonly oldest: Day | null;
    /**
     * The newest.
     */
    readonly newest: Day | null;
}
/**
 * The days of a log.
 */
export interface Coverage2 {
    /**
     * The first day with a record.
     */
    readonly first: Day;
    /**
     * The last day with a record.
     */
    readonly last: Day;
    /**
     * How many days have a record.
     */
    readonly days: number;
}
/**
 * Prepaid credits, used in the order in which they expire.
 */
export interface Credits {
    /**
     * The credits. At most 1000 elements.
     */
    grants: readonly Grant[];
    /**
     * Buying more when the balance runs low.
     */
    autoRecharge?: AutoRecharge | undefined;
}
/**
 * How long the credits last.
 */
export interface CreditsOutlook {
    /**
     * The first day that they do not pay in full.
     */
    readonly runsOutOn: Day | null;
    /**
     * Days from the start that they pay in full.
     */
    readonly runwayDays: number | null;
    /**
     * What expires unused.
     */
    readonly expiredUnused: Money;
    /**
     * What is bought when the balance runs low, one entry a day at most.
     */
    readonly recharges: readonly Recharge[];
    /**
     * What the credits leave unpaid.
     */
    readonly unpaid: Money;
    /**
     * What is left after the last day.
     */
    readonly left: Money;
}
/**
 * A threshold's first crossing.
 */
export interface Crossing {
    /**
     * Share of the budget.
     */
    readonly threshold: number;
    /**
     * The day, or none within the scenario.
     */
    readonly date: Day | null;
}
/**
 * A difference of totals; `volume + mix + price + other = total`, exactly.
 */
export interface Delta {
    /**
     * The variant's total less the base's.
     */
    readonly total: Money;
    /**
     * From other numbers of requests, growth and seasons.
     */
    readonly volume: Money;
    /**
     * From other models, tiers and shares.
     */
    readonly mix: Money;
    /**
     * From other prices: the start, the price path, the markup.
     */
    readonly price: Money;
    /**
     * From all else: what a request uses, caching, retries, fixed costs, a hard budget.
     */
    readonly other: Money;
}
/**
 * A contract discount on some rates.
 */
export interface Discount {
    /**
     * Only models of this provider.
     */
    provider?: ProviderName | undefined;
    /**
     * Only this model.
     */
    model?: ModelName | undefined;
    /**
     * Only this component.
     */
    component?: Component | undefined;
    /**
     * Taken off the rate, in percent: 20 leaves 80 %. From 0 to 100.
     */
    percent: string | number;
    /**
     * First day.
     */
    from?: Day | undefined;
    /**
     * The day after the last.
     */
    to?: Day | undefined;
}
/**
 * Records that stood more than once.
 */
export interface Duplicates {
    /**
     * How many records repeat another one.
     */
    readonly records: number;
}
/**
 * The encoding of a model, or the best estimate of it.
 */
export interface EncodingMatch {
    /**
     * The encoding to count with.
     */
    readonly encoding: EncodingName;
    /**
     * Whether the vendor publishes this vocabulary for the model.
     */
    readonly exact: boolean;
    /**
     * Whether the vocabulary is a reconstruction that was measured against the vendor's own counts. Then the match is not exact.
     */
    readonly reconstructed?: boolean;
    /**
     * The token factor: a count with the encoding times this estimates the model's own tokens. It is 1 if the match is exact.
     */
    readonly factor: number;
    /**
     * The relative error of the estimate, such as 0.15 for ±15 %. It is 0 if the match is exact.
     */
    readonly errorBand: number;
    /**
     * The source of the match, and when it was checked.
     */
    readonly source: string;
}
/**
 * A model that cannot serve the request.
 */
export interface Excluded {
    /**
     * The name that was given.
     */
    readonly model: string;
    /**
     * The reason, in words.
     */
    readonly reason: string;
}
/**
 * A cost that is no request.
 */
export interface FixedCost {
    /**
     * Unique among workloads and fixed costs. At most 200 characters.
     */
    name: string;
    /**
     * The model whose rates price `quantities`. At most 200 characters.
     */
    model?: ModelName | undefined;
    /**
     * What is used each time.
     */
    quantities?: Quantities | undefined;
    /**
     * US dollars each time.
     */
    amount?: number | undefined;
    /**
     * When: once on the first day, on the first day of each month (default), or daily.
     */
    every?: Every | undefined;
}
/**
 * A format that was recognised.
 */
export interface FormatRead {
    /**
     * Its name, "claude-code".
     */
    readonly format: string;
    /**
     * How many sources have records of it.
     */
    readonly sources: number;
    /**
     * How many records of it there are, repeated ones among them.
     */
    readonly records: number;
}
/**
 * Credits that were granted or bought.
 */
export interface Grant {
    /**
     * US dollars.
     */
    amount: number;
    /**
     * The first day on which they can be used. Default: the scenario's first day.
     */
    from?: string | undefined;
    /**
     * The first day on which they can no longer be used. Default: never.
     */
    expires?: string | undefined;
}
/**
 * A step of the growth.
 */
export interface GrowthStep {
    /**
     * The month from which it holds; 1 is the first. From 1 to 600.
     */
    month: number;
    /**
     * Times the stated volume.
     */
    factor: number;
}
/**
 * One of the most expensive requests.
 */
export interface HeavyRequest {
    /**
     * The source that it stands in, where it has a name.
     */
    readonly source?: string;
    /**
     * The line on which it begins, from 1.
     */
    readonly line: number;
    /**
     * The model.
     */
    readonly model: string;
    /**
     * What it cost, in US dollars.
     */
    readonly cost: Money;
}
/**
 * An image sent in.
 */
export interface ImageInput {
    /**
     * Pixels. From 1 to 1000000.
     */
    width: number;
    /**
     * Pixels. From 1 to 1000000.
     */
    height: number;
    /**
     * How closely the model looks: "low", "high", "auto", "original"; "auto" if left out. Gemini's media resolutions "medium" and "ultra_high" are taken too.
     */
    detail?: string | undefined;
    /**
     * "high" where the request to an image model asks for high input fidelity.
     */
    fidelity?: string | undefined;
    /**
     * How many of them; 1, if left out.
     */
    count?: number | undefined;
}
/**
 * An image asked for.
 */
export interface ImageOutput {
    /**
     * "1024x1024".
     */
    size: string;
    /**
     * "hd", "medium"; what the model takes by default, if left out.
     */
    quality?: string | undefined;
    /**
     * How many of them; 1, if left out.
     */
    count?: number | undefined;
}
/**
 * The size and format of an image file.
 */
export interface ImageSize {
    /**
     * Width in pixels, after the rotation that the EXIF data of a JPEG asks for.
     */
    readonly width: number;
    /**
     * Height in pixels, after that rotation.
     */
    readonly height: number;
    /**
     * "png", "jpeg", "gif", "webp", "avif", "bmp" or "heic".
     */
    readonly format: string;
}
/**
 * Tokens of an image sent in.
 */
export interface ImageTokens {
    /**
     * Tokens billed.
     */
    readonly tokens: number;
    /**
     * False if the vendor calls the rule approximate, or other sources contradict it.
     */
    readonly exact: boolean;
    /**
     * The arithmetic in words: "85 + 4 tiles × 170".
     */
    readonly formula: string;
    /**
     * The page that publishes the rule.
     */
    readonly source: string;
    /**
     * What other sources print or measured, where they contradict the rule.
     */
    readonly dispute?: string;
    /**
     * Width in whole pixels, after the vendor has shrunk the image.
     */
    readonly width: number;
    /**
     * Height in whole pixels, after the vendor has shrunk the image.
     */
    readonly height: number;
    /**
     * The number of tiles, where the rule counts tiles.
     */
    readonly tiles?: number;
    /**
     * The number of patches, where the rule counts patches.
     */
    readonly patches?: number;
}
/**
 * A change that would save money.
 */
export interface Lever {
    /**
     * `"batch"`, `"cheaper-model"`, …
     */
    readonly name: string;
    /**
     * The workload that it changes.
     */
    readonly workload: string;
    /**
     * The total now less the total with the patch.
     */
    readonly saves: Money;
    /**
     * A JSON merge patch (RFC 7396) for the scenario.
     */
    readonly patch: object;
    /**
     * Why, and what to mind.
     */
    readonly explanation: string;
}
/**
 * How near a workload's model is to its rate limits, at the busiest hour of the busiest month.
 */
export interface LimitOutlook {
    /**
     * The workload.
     */
    readonly workload: string;
    /**
     * The model.
     */
    readonly model: string;
    /**
     * The usage tier whose limits were taken, if any.
     */
    readonly tier?: string;
    /**
     * The limit that is used most, `"requestsPerMinute"`; none where no limit is known.
     */
    readonly binding: string | null;
    /**
     * Share of the binding limit that all workloads on this model need together; above 1 it is passed.
     */
    readonly utilisation: number;
    /**
     * The first month in which a limit is passed.
     */
    readonly firstExceeded: string | null;
    /**
     * Of this workload.
     */
    readonly requiredRequestsPerMinute: number;
    /**
     * Of this workload, input and output.
     */
    readonly requiredTokensPerMinute: number;
    /**
     * Requests in flight at the same time (Little's law); 0 without `latencySeconds`.
     */
    readonly concurrency: number;
    /**
     * Each known limit.
     */
    readonly limits: readonly LimitUse[];
    /**
     * Waiting time if requests come at random and queue for the limit (Erlang C).
     */
    readonly waitSeconds?: Wait;
    /**
     * The lowest usage tier of the vendor whose limits suffice throughout, and what qualifies for it; only where a limit is passed.
     */
    readonly sufficientTier?: SufficientTier;
}
/**
 * The use of one limit.
 */
export interface LimitUse {
    /**
     * `"tokensPerMinute"`.
     */
    readonly name: string;
    /**
     * The limit.
     */
    readonly limit: number;
    /**
     * What all workloads on the model need together, at most.
     */
    readonly required: number;
    /**
     * `required ÷ limit`.
     */
    readonly utilisation: number;
    /**
     * The first month in which it is passed.
     */
    readonly firstExceeded: string | null;
}
/**
 * Audio or video of a known length.
 */
export interface MediaInput {
    /**
     * Audio or video.
     */
    kind: MediaKind;
    /**
     * To the model or from it.
     */
    direction: Direction;
    /**
     * Its length.
     */
    seconds: number;
}
/**
 * What is known of a model: the catalog's record, and the encoding of its text.
 */
export interface Model {
    /**
     * The name by which the vendor's API knows it.
     */
    readonly id: string;
    /**
     * Who sells it: "openai", "anthropic", …
     */
    readonly provider: string;
    /**
     * The name for people.
     */
    readonly name: string;
    /**
     * Other names for the same.
     */
    readonly aliases: readonly string[];
    /**
     * Dated names that cost the same.
     */
    readonly snapshots: readonly string[];
    /**
     * Tokens of prompt and answer together.
     */
    readonly contextWindow: number | null;
    /**
     * Most tokens of a prompt, where that is less than the window.
     */
    readonly maxInputTokens: number | null;
    /**
     * Most tokens of an answer.
     */
    readonly maxOutputTokens: number | null;
    /**
     * What it reads.
     */
    readonly input: readonly Modality[];
    /**
     * What it writes.
     */
    readonly output: readonly Modality[];
    /**
     * The first day on sale.
     */
    readonly released: Day | null;
    /**
     * The day on which the vendor advised against it.
     */
    readonly deprecated: Day | null;
    /**
     * The day from which it is no longer served.
     */
    readonly retires: Day | null;
    /**
     * Whether the model is served on the catalog's newest day.
     */
    readonly active: boolean;
    /**
     * The tiers with a rate in force on the catalog's newest day, or all past tiers if there is none.
     */
    readonly tiers: readonly Tier[];
    /**
     * The prompt cache: shortest prefix, step and lifetimes.
     */
    readonly cache?: Cache;
    /**
     * What its text is counted with, and whether that is exact.
     */
    readonly encoding: EncodingMatch;
}
/**
 * Which models to list. A model must meet everything that is given.
 */
export interface ModelFilter {
    /**
     * The provider's id.
     */
    provider?: ProviderName | undefined;
    /**
     * The model accepts all of these.
     */
    input?: readonly Modality[] | undefined;
    /**
     * The model produces all of these.
     */
    output?: readonly Modality[] | undefined;
    /**
     * The context window has at least this many tokens. Models whose window is unknown do not match.
     */
    minContext?: number | undefined;
    /**
     * The standard input rate on the newest day is at most this many US dollars per 1M tokens.
     */
    maxInputRate?: (string | number) | undefined;
    /**
     * Whether the model is served on the newest day.
     */
    active?: boolean | undefined;
    /**
     * The id, name, an alias or a snapshot contains this text, compared without case.
     */
    search?: string | undefined;
}
/**
 * A model's share of a mix.
 */
export interface ModelShare {
    /**
     * The model. At most 200 characters.
     */
    model: ModelName;
    /**
     * Its share of the requests, 0 to 1. From 0 to 1.
     */
    share: number;
}
/**
 * An exact amount of US dollars.
 */
export interface Money {
    /**
     * The decimal amount, `"0.0000675"`: no exponent, no trailing zeros.
     */
    readonly exact: string;
    /**
     * The nearest number.
     */
    readonly usd: number;
}
/**
 * An offset from UTC that holds from a moment on.
 */
export interface OffsetChange {
    /**
     * Seconds since 1970 in UTC.
     */
    from: number;
    /**
     * Seconds east of UTC.
     */
    offset: number;
}
/**
 * Prompt caching of a fixed prefix that every request begins with.
 */
export interface PrefixCache {
    /**
     * Tokens of the prefix, a part of the request's `inputTokens`.
     */
    prefixTokens: number;
    /**
     * Share of the requests that find it in the cache; the others write it anew. 0: no caching. From 0 to 1.
     */
    hitRate: number;
}
/**
 * Which prices: those of a day, a tier and a region.
 */
export interface PriceOptions {
    /**
     * The day; the catalog's `checked`, if left out.
     */
    on?: Day | undefined;
    /**
     * The service tier; standard, if left out.
     */
    tier?: (Tier | "default" | "fast") | undefined;
    /**
     * A region of the provider; if left out, the one that the name stands for, else global.
     */
    region?: string | undefined;
}
/**
 * The rates of a model in a tier, from the day on which one of them changes to the next such day.
 */
export interface PriceSheet {
    /**
     * The model's id.
     */
    readonly model: string;
    /**
     * The tier.
     */
    readonly tier: Tier;
    /**
     * The first day in force; `None` where it is not known.
     */
    readonly from: Day | null;
    /**
     * The day after the last one in force; `None` where no end is known.
     */
    readonly to: Day | null;
    /**
     * The rates, by component.
     */
    readonly rates: readonly Rate[];
    /**
     * The page of the first rate.
     */
    readonly source: string;
    /**
     * The oldest day on which one of the rates was checked.
     */
    readonly checked: string;
}
/**
 * What is billed of one component.
 */
export interface ProjectedLine {
    /**
     * The workload's or the fixed cost's name.
     */
    readonly workload: string;
    /**
     * The model as the scenario names it; empty for a plain amount.
     */
    readonly model: string;
    /**
     * The service tier.
     */
    readonly tier: Tier;
    /**
     * `"input"`, `"output"`, …; `"fixed"` for a plain amount, `"unserved"` for what a hard budget keeps back.
     */
    readonly component: string;
    /**
     * How much, in single tokens, images, seconds, …; a plain decimal number.
     */
    readonly quantity: string;
    /**
     * What its rate is the price of one of.
     */
    readonly unit: string;
    /**
     * US dollars, markup included.
     */
    readonly amount: Money;
}
/**
 * A month.
 */
export interface ProjectedMonth {
    /**
     * `"2026-11"`, by its first day.
     */
    readonly month: string;
    /**
     * Its first day.
     */
    readonly from: Day;
    /**
     * Days that count.
     */
    readonly days: number;
    /**
     * Requests (or conversations) asked for, those answered by the response cache too.
     */
    readonly requests: number;
    /**
     * Requests that a hard budget leaves unserved.
     */
    readonly unservedRequests?: number;
    /**
     * US dollars, markup included.
     */
    readonly cost: Money;
    /**
     * The cost by the names of workloads and fixed costs; adds up to `cost`.
     */
    readonly byWorkload: {
        readonly [k: string]: Money;
    };
}
/**
 * A scenario in months.
 */
export interface Projection {
    /**
     * The scenario as it was read.
     */
    readonly scenario: Scenario;
    /**
     * Month by month.
     */
    readonly months: readonly ProjectedMonth[];
    /**
     * The exact sum of the months.
     */
    readonly total: Money;
    /**
     * What is billed, over all months, by workload, model, tier and component; adds up to the total.
     */
    readonly lines: readonly ProjectedLine[];
    /**
     * How the budget fares.
     */
    readonly budget?: BudgetOutlook;
    /**
     * How long the credits last.
     */
    readonly credits?: CreditsOutlook;
    /**
     * How near the rate limits are.
     */
    readonly limits?: readonly LimitOutlook[];
    /**
     * The simulated cases.
     */
    readonly bands?: Bands;
    /**
     * One uncertain input at a time.
     */
    readonly sensitivity?: readonly Sensitivity[];
    /**
     * What would save most, best first.
     */
    readonly levers: readonly Lever[];
    /**
     * What one should know before relying on the figures.
     */
    readonly warnings: readonly Warning[];
}
/**
 * What was used, as callers state it.
 *
 * Totals include their parts, as in OpenAI's `usage`: `inputTokens` includes cached, cache-written, audio and image tokens, `outputTokens` reasoning, audio, image and video tokens. `cachedInputTokens` includes `cachedAudioInputTokens` and `cachedImageInputTokens`. A part that is larger than its total is INVALID_USAGE. What `images`, seconds and `generatedImages` are turned into comes on top.
 *
 * All amounts are totals over `requests` requests (1, if left out).
 *
 * The type of an amount is `Count` in a quote. In a scenario it may be uncertain (`Uncertain`).
 */
export interface Quantities {
    /**
     * Requests, for a fee per request and to judge the length of context of each.
     */
    requests?: number | undefined;
    /**
     * All prompt tokens.
     */
    inputTokens?: number | undefined;
    /**
     * Prompt tokens read from the cache.
     */
    cachedInputTokens?: number | undefined;
    /**
     * Prompt tokens written to the cache with the model's default lifetime.
     */
    cacheWriteTokens?: number | undefined;
    /**
     * Prompt tokens written to the cache with the model's longer lifetime.
     */
    longCacheWriteTokens?: number | undefined;
    /**
     * Audio tokens of the prompt.
     */
    audioInputTokens?: number | undefined;
    /**
     * Audio tokens of the prompt read from the cache.
     */
    cachedAudioInputTokens?: number | undefined;
    /**
     * Image tokens of the prompt.
     */
    imageInputTokens?: number | undefined;
    /**
     * Image tokens of the prompt read from the cache.
     */
    cachedImageInputTokens?: number | undefined;
    /**
     * Video tokens of the prompt.
     */
    videoInputTokens?: number | undefined;
    /**
     * All tokens of the answer.
     */
    outputTokens?: number | undefined;
    /**
     * Tokens of hidden reasoning.
     */
    reasoningTokens?: number | undefined;
    /**
     * Audio tokens of the answer.
     */
    audioOutputTokens?: number | undefined;
    /**
     * Image tokens of the answer.
     */
    imageOutputTokens?: number | undefined;
    /**
     * Video tokens of the answer.
     */
    videoOutputTokens?: number | undefined;
    /**
     * Tokens of citations, where the vendor counts them apart; not part of `outputTokens`.
     */
    citationTokens?: number | undefined;
    /**
     * Seconds of audio transcribed or sent in.
     */
    audioInputSeconds?: number | undefined;
    /**
     * Seconds of audio spoken.
     */
    audioOutputSeconds?: number | undefined;
    /**
     * Characters spoken.
     */
    speechCharacters?: number | undefined;
    /**
     * Seconds of video made, or watched where the model only reads video.
     */
    videoSeconds?: number | undefined;
    /**
     * Pages of documents read.
     */
    pages?: number | undefined;
    /**
     * Pages of documents read and annotated by a schema of the caller; not part of `pages`.
     */
    annotatedPages?: number | undefined;
    /**
     * Messages, where a conversation is priced by the message.
     */
    messages?: number | undefined;
    /**
     * Tokens of fine-tuning: tokens of the file times epochs.
     */
    trainingTokens?: number | undefined;
    /**
     * Hours of fine-tuning.
     */
    trainingHours?: number | undefined;
    /**
     * Gigabytes (2^30 bytes) stored, times days.
     */
    storageGbDays?: number | undefined;
    /**
     * Days that the storage lasted, for the free GB of each day; 1, if left out.
     */
    storageDays?: number | undefined;
    /**
     * Millions of cached tokens kept, times hours, for caches with a price by time; in tokens × hours.
     */
    cacheStorageTokenHours?: number | undefined;
    /**
     * Web searches.
     */
    webSearchCalls?: number | undefined;
    /**
     * Prompts that were grounded with web searches, whatever the number of searches.
     */
    groundedPrompts?: number | undefined;
    /**
     * Searches on maps.
     */
    mapsSearchCalls?: number | undefined;
    /**
     * Searches in stored files.
     */
    fileSearchCalls?: number | undefined;
    /**
     * Rankings of documents by a query.
     */
    rerankSearches?: number | undefined;
    /**
     * Container sessions of 20 minutes; a part of one is a part of 20 minutes.
     */
    codeInterpreterSessions?: number | undefined;
    /**
     * Images sent in, turned into input tokens by the model's rule.
     */
    images?: readonly ImageInput[] | undefined;
    /**
     * Images asked for, priced per image or by output tokens, as the model does.
     */
    generatedImages?: readonly ImageOutput[] | undefined;
    /**
     * Resolution of the video made, `"720p"` or `"1280x720"`.
     */
    videoResolution?: string | undefined;
    /**
     * Memory of each container of the code interpreter, GB; 1, if left out.
     */
    codeInterpreterMemoryGb?: number | undefined;
}
/**
 * A priced request.
 */
export interface Quote {
    /**
     * The model's id; "ft:" and the base's id for a fine-tuned one.
     */
    readonly model: string;
    /**
     * How the name was resolved.
     */
    readonly match: NameMatch;
    /**
     * The provider's id.
     */
    readonly provider: string;
    /**
     * The tier.
     */
    readonly tier: Tier;
    /**
     * The day whose prices these are.
     */
    readonly on: Day;
    /**
     * One line for each part that is billed, in the order of `Component`.
     */
    readonly lines: readonly QuoteLine[];
    /**
     * The exact sum of the lines, in US dollars.
     */
    readonly total: Money;
    /**
     * False if a quantity or a rate is an estimate.
     */
    readonly exact: boolean;
    /**
     * What to know before relying on the total.
     */
    readonly warnings: readonly Warning[];
}
/**
 * One line of a quote.
 */
export interface QuoteLine {
    /**
     * What is billed.
     */
    readonly component: Component;
    /**
     * The quantity billed, in the base unit (tokens, seconds, images, …).
     */
    readonly quantity: string;
    /**
     * The unit that the rate is the price of.
     */
    readonly unit: string;
    /**
     * US dollars per unit.
     */
    readonly rate: string;
    /**
     * US dollars.
     */
    readonly amount: Money;
    /**
     * The arithmetic in words: "50 × $0.15 / 1M tokens".
     */
    readonly formula: string;
    /**
     * The rule that chose this rate, in words.
     */
    readonly rule?: string;
    /**
     * The page on which the rate was read.
     */
    readonly source: string;
    /**
     * The day on which the rate was last compared with its source.
     */
    readonly checked: string;
}
/**
 * What is to be priced.
 */
export interface QuoteRequest {
    /**
     * Any name that `resolve` knows.
     */
    model?: ModelName | undefined;
    /**
     * The provider whose name the model's is, as `ResponseUsage` gives it, where the name alone is another provider's or not known.
     */
    provider?: ProviderName | undefined;
    /**
     * What was used.
     */
    quantities?: Quantities | undefined;
    /**
     * A text whose tokens are added to `inputTokens`. It is counted with the model's encoding, which must be loaded: `quote`.
     */
    prompt?: string | undefined;
    /**
     * A text whose tokens are added to `outputTokens`, counted like the prompt.
     */
    completion?: string | undefined;
    /**
     * The day whose prices count; the catalog's `checked`, if left out.
     */
    on?: Day | undefined;
    /**
     * The service tier; standard, if left out.
     */
    tier?: (Tier | "default" | "fast") | undefined;
    /**
     * A region of the provider; if left out, the one that the name stands for (`region`), else global.
     */
    region?: string | undefined;
    /**
     * One of the model's variants.
     */
    variant?: string | undefined;
    /**
     * Whether an unknown name may be taken for the longest known one that it begins with.
     */
    allowGuess?: boolean | undefined;
    /**
     * The shape of the response whose usage this is. It has no effect on the price.
     */
    format?: string | undefined;
    /**
     * Numbers of that usage which are billed or may be, and are not in `quantities`: the quote warns of them.
     */
    unread?: readonly Unread[] | undefined;
    /**
     * Whether that usage is a part of a stream: the quote warns of it.
     */
    partial?: boolean | undefined;
}
/**
 * One rate of a sheet.
 */
export interface Rate {
    /**
     * What is billed.
     */
    readonly component: Component;
    /**
     * The unit that the rate is the price of.
     */
    readonly unit: string;
    /**
     * US dollars per unit.
     */
    readonly usd: string;
    /**
     * The condition under which the rate applies; `None` if it always does.
     */
    readonly when?: {
        readonly [k: string]: ConditionValue;
    };
    /**
     * How certain the rate is.
     */
    readonly confidence: Confidence;
    /**
     * The page on which the rate was read.
     */
    readonly source: string;
    /**
     * The day on which the rate was last compared with its source.
     */
    readonly checked: string;
}
/**
 * Rate limits, per model.
 */
export interface RateLimits {
    /**
     * A vendor's published usage tier, `"tier_2"`. Explicit limits take precedence. At most 200 characters.
     */
    tier?: string | undefined;
    /**
     * Requests per minute.
     */
    requestsPerMinute?: number | undefined;
    /**
     * Requests per day.
     */
    requestsPerDay?: number | undefined;
    /**
     * Tokens per minute, input and output.
     */
    tokensPerMinute?: number | undefined;
    /**
     * Tokens per day, input and output.
     */
    tokensPerDay?: number | undefined;
    /**
     * Input tokens waiting in the batch queue, counted as a day's worth.
     */
    batchQueueTokens?: number | undefined;
}
/**
 * Credits bought.
 */
export interface Recharge {
    /**
     * The day.
     */
    readonly date: Day;
    /**
     * US dollars, all recharges of the day.
     */
    readonly amount: Money;
}
/**
 * Amounts of one day, model or kind of line.
 */
export interface ReconciledAmount {
    /**
     * The day, the model or the kind of line; empty where the bill does not say it.
     */
    readonly name: string;
    /**
     * What was billed, in US dollars.
     */
    readonly billed: Money;
    /**
     * What was computed.
     */
    readonly computed: Money;
    /**
     * What was billed less what was computed.
     */
    readonly difference: Money;
}
/**
 * What may explain a difference.
 */
export interface ReconciliationCause {
    /**
     * The cause.
     */
    readonly cause: CauseName;
    /**
     * How much of the difference it explains, in US dollars, with the sign of the difference.
     */
    readonly explains: Money;
    /**
     * The share of the differences, over all days and models, that remains: 0 if it explains the bill to the last digit.
     */
    readonly remains: number;
    /**
     * The cause in words.
     */
    readonly detail: string;
}
/**
 * A row that could not be read.
 */
export interface Rejected {
    /**
     * The source, where it has a name.
     */
    readonly source?: string;
    /**
     * The line on which the row begins, from 1.
     */
    readonly line: number;
    /**
     * Why it could not be read.
     */
    readonly reason: string;
}
/**
 * A cost that a vendor, a gateway or a tool states.
 */
export interface ReportedCost {
    /**
     * The stated cost, in US dollars.
     */
    readonly amount: Money;
    /**
     * Where it stands in the response.
     */
    readonly path: string;
    /**
     * The stated cost less the one computed here, in US dollars.
     */
    readonly difference: Money;
}
/**
 * The input tokens of a request as its provider bills them.
 */
export interface RequestCount {
    /**
     * The API whose body the request is.
     */
    readonly endpoint: RequestEndpoint;
    /**
     * The encoding that its texts were counted with.
     */
    readonly encoding: EncodingName;
    /**
     * The best prediction of the billed input tokens: the sum of `parts`.
     */
    readonly total: number;
    /**
     * The lower end of the range in which about nine of ten recorded requests of this kind lie. It is `total` if the count is exact.
     */
    readonly low: number;
    /**
     * The upper end of that range.
     */
    readonly high: number;
    /**
     * Whether every part follows a published rule that holds on all recorded requests at hand.
     */
    readonly exact: boolean;
    /**
     * Whether everything that is billed is in the request. If not, `notes` name what is missing.
     */
    readonly complete: boolean;
    /**
     * Where the tokens are.
     */
    readonly parts: readonly RequestPart[];
    /**
     * What is an estimate, by which rule and from which source, and what is not counted.
     */
    readonly notes: readonly string[];
}
/**
 * The tokens of one part of a request.
 */
export interface RequestPart {
    /**
     * What the tokens are for.
     */
    readonly part: PartKind;
    /**
     * The position of the message or of the tool in the body. A part without it belongs to no single one of them.
     */
    readonly index?: number;
    /**
     * The name of the tool, where the part is the definition of one.
     */
    readonly name?: string;
    /**
     * The tokens.
     */
    readonly tokens: number;
    /**
     * Whether a published rule gives them.
     */
    readonly exact: boolean;
}
/**
 * What was used, as callers state it.
 *
 * Totals include their parts, as in OpenAI's `usage`: `inputTokens` includes cached, cache-written, audio and image tokens, `outputTokens` reasoning, audio, image and video tokens. `cachedInputTokens` includes `cachedAudioInputTokens` and `cachedImageInputTokens`. A part that is larger than its total is INVALID_USAGE. What `images`, seconds and `generatedImages` are turned into comes on top.
 *
 * All amounts are totals over `requests` requests (1, if left out).
 *
 * The type of an amount is `Count` in a quote. In a scenario it may be uncertain (`Uncertain`).
 */
export interface RequestQuantities {
    /**
     * Requests, for a fee per request and to judge the length of context of each.
     */
    requests?: Uncertain | undefined;
    /**
     * All prompt tokens.
     */
    inputTokens?: Uncertain | undefined;
    /**
     * Prompt tokens read from the cache.
     */
    cachedInputTokens?: Uncertain | undefined;
    /**
     * Prompt tokens written to the cache with the model's default lifetime.
     */
    cacheWriteTokens?: Uncertain | undefined;
    /**
     * Prompt tokens written to the cache with the model's longer lifetime.
     */
    longCacheWriteTokens?: Uncertain | undefined;
    /**
     * Audio tokens of the prompt.
     */
    audioInputTokens?: Uncertain | undefined;
    /**
     * Audio tokens of the prompt read from the cache.
     */
    cachedAudioInputTokens?: Uncertain | undefined;
    /**
     * Image tokens of the prompt.
     */
    imageInputTokens?: Uncertain | undefined;
    /**
     * Image tokens of the prompt read from the cache.
     */
    cachedImageInputTokens?: Uncertain | undefined;
    /**
     * Video tokens of the prompt.
     */
    videoInputTokens?: Uncertain | undefined;
    /**
     * All tokens of the answer.
     */
    outputTokens?: Uncertain | undefined;
    /**
     * Tokens of hidden reasoning.
     */
    reasoningTokens?: Uncertain | undefined;
    /**
     * Audio tokens of the answer.
     */
    audioOutputTokens?: Uncertain | undefined;
    /**
     * Image tokens of the answer.
     */
    imageOutputTokens?: Uncertain | undefined;
    /**
     * Video tokens of the answer.
     */
    videoOutputTokens?: Uncertain | undefined;
    /**
     * Tokens of citations, where the vendor counts them apart; not part of `outputTokens`.
     */
    citationTokens?: Uncertain | undefined;
    /**
     * Seconds of audio transcribed or sent in.
     */
    audioInputSeconds?: Uncertain | undefined;
    /**
     * Seconds of audio spoken.
     */
    audioOutputSeconds?: Uncertain | undefined;
    /**
     * Characters spoken.
     */
    speechCharacters?: Uncertain | undefined;
    /**
     * Seconds of video made, or watched where the model only reads video.
     */
    videoSeconds?: Uncertain | undefined;
    /**
     * Pages of documents read.
     */
    pages?: Uncertain | undefined;
    /**
     * Pages of documents read and annotated by a schema of the caller; not part of `pages`.
     */
    annotatedPages?: Uncertain | undefined;
    /**
     * Messages, where a conversation is priced by the message.
     */
    messages?: Uncertain | undefined;
    /**
     * Tokens of fine-tuning: tokens of the file times epochs.
     */
    trainingTokens?: Uncertain | undefined;
    /**
     * Hours of fine-tuning.
     */
    trainingHours?: Uncertain | undefined;
    /**
     * Gigabytes (2^30 bytes) stored, times days.
     */
    storageGbDays?: Uncertain | undefined;
    /**
     * Days that the storage lasted, for the free GB of each day; 1, if left out.
     */
    storageDays?: Uncertain | undefined;
    /**
     * Millions of cached tokens kept, times hours, for caches with a price by time; in tokens × hours.
     */
    cacheStorageTokenHours?: Uncertain | undefined;
    /**
     * Web searches.
     */
    webSearchCalls?: Uncertain | undefined;
    /**
     * Prompts that were grounded with web searches, whatever the number of searches.
     */
    groundedPrompts?: Uncertain | undefined;
    /**
     * Searches on maps.
     */
    mapsSearchCalls?: Uncertain | undefined;
    /**
     * Searches in stored files.
     */
    fileSearchCalls?: Uncertain | undefined;
    /**
     * Rankings of documents by a query.
     */
    rerankSearches?: Uncertain | undefined;
    /**
     * Container sessions of 20 minutes; a part of one is a part of 20 minutes.
     */
    codeInterpreterSessions?: Uncertain | undefined;
    /**
     * Images sent in, turned into input tokens by the model's rule.
     */
    images?: readonly ImageInput[] | undefined;
    /**
     * Images asked for, priced per image or by output tokens, as the model does.
     */
    generatedImages?: readonly ImageOutput[] | undefined;
    /**
     * Resolution of the video made, `"720p"` or `"1280x720"`.
     */
    videoResolution?: string | undefined;
    /**
     * Memory of each container of the code interpreter, GB; 1, if left out.
     */
    codeInterpreterMemoryGb?: number | undefined;
}
/**
 * Requests from a volume (`perDay` or `perMonth`) or from users (`users` and `perUserPerDay`).
 */
export interface Requests {
    /**
     * On each active day.
     */
    perDay?: Uncertain | undefined;
    /**
     * In each month, whatever its length.
     */
    perMonth?: Uncertain | undefined;
    /**
     * How many users.
     */
    users?: Uncertain | undefined;
    /**
     * What each of them asks on an active day.
     */
    perUserPerDay?: Uncertain | undefined;
    /**
     * The days on which there are requests. Default: all.
     */
    activeDays?: ActiveDays | undefined;
}
/**
 * What a caller knows of a response. It fills in what the response does not name itself, and overrides nothing unless `force` is set.
 */
export interface ResponseDefaults {
    /**
     * The model that answered.
     */
    model?: ModelName | undefined;
    /**
     * The day whose prices count.
     */
    on?: Day | undefined;
    /**
     * The service tier.
     */
    tier?: (Tier | "default" | "fast") | undefined;
    /**
     * A region of the provider.
     */
    region?: string | undefined;
    /**
     * One of the model's variants.
     */
    variant?: string | undefined;
    /**
     * Whether an unknown name may be taken for the longest known one that it begins with.
     */
    allowGuess?: boolean | undefined;
    /**
     * Whether these go before what the response names itself.
     */
    force?: boolean | undefined;
}
/**
 * What a response costs.
 */
export interface ResponsePrice {
    /**
     * The shape that it was read as.
     */
    readonly format: string;
    /**
     * The exact sum of the quotes, in US dollars.
     */
    readonly total: Money;
    /**
     * One for each model that is billed, the main one first: then compactions, advisors, image tools.
     */
    readonly quotes: readonly Quote[];
    /**
     * The cost that the response itself states.
     */
    readonly reported?: ReportedCost;
    /**
     * Numbers that are billed or may be, and were not used.
     */
    readonly unread: readonly Unread[];
    /**
     * What to know before relying on the total.
     */
    readonly warnings: readonly Warning[];
}
/**
 * What a response says that it used. It may be spread into a request for a quote.
 */
export interface ResponseUsage {
    /**
     * The model that answered, where the response says so.
     */
    readonly model?: string;
    /**
     * The vendor of the model, if the catalog knows the model; else the one whose API has this shape of response.
     */
    readonly provider: string;
    /**
     * The shape that it was read as: "openai.responses", "anthropic.messages", "vercel-ai-sdk".
     */
    readonly format: string;
    /**
     * The tier that served the request, where the response says so. It may differ from the requested one, and is the one that is billed.
     */
    readonly tier?: Tier;
    /**
     * The region of processing, where the response says so and it is not the global one.
     */
    readonly region?: string;
    /**
     * The variant of the model that was billed, where the response tells.
     */
    readonly variant?: string;
    /**
     * The day of the response in UTC, where it has one.
     */
    readonly on?: Day;
    /**
     * What was used.
     */
    readonly quantities: Quantities;
    /**
     * Numbers that are billed or may be, and were not used.
     */
    readonly unread: readonly Unread[];
    /**
     * Whether this is a part of a stream whose other parts are not here.
     */
    readonly partial: boolean;
}
/**
 * Requests that fail and are sent again.
 */
export interface Retries {
    /**
     * The share of attempts that fail, 0 to 1 (not 1 itself). From 0 to 0.99.
     */
    rate: number;
    /**
     * Attempts after the first, at most. From 0 to 100.
     */
    max: number;
    /**
     * Share of the output that a failed attempt is billed. Its input is billed in full. Default 1. From 0 to 1.
     */
    billedOutputShare?: number | undefined;
}
/**
 * A plan for some months: who asks what of which model, how often, and what money there is.
 */
export interface Scenario {
    /**
     * The version of this format.
     */
    version: 1;
    /**
     * A name for people. At most 200 characters.
     */
    name?: string | undefined;
    /**
     * First day. Default: the catalog's `checked`. Month 1 runs from this day to the day before the same day of the next month.
     */
    start?: string | undefined;
    /**
     * How many months. From 1 to 600.
     */
    months: number;
    /**
     * `"calendar"` (28 to 31 days, default) or a fixed number of days, 1 to 31.
     */
    monthLength?: ("calendar" | number) | undefined;
    /**
     * What runs. At most 1000 elements.
     */
    workloads: readonly Workload[];
    /**
     * Costs that are no request: training, storage, a fixed fee. At most 1000 elements.
     */
    fixed?: readonly FixedCost[] | undefined;
    /**
     * What may be spent each month.
     */
    budget?: Budget | undefined;
    /**
     * Prepaid credits.
     */
    credits?: Credits | undefined;
    /**
     * A vendor's usage tier, or explicit rate limits; they hold per model.
     */
    limits?: RateLimits | undefined;
    /**
     * What-if: yearly change of all rates, -0.3 for 30 % cheaper each year, month by month. From -1 to 10.
     */
    priceChangePerYear?: number | undefined;
    /**
     * Share added to every amount, for taxes or a safety margin; at most 4 decimals. From -1 to 10.
     */
    markup?: number | undefined;
    /**
     * How the simulation draws.
     */
    uncertainty?: Uncertainty | undefined;
}
/**
 * A base and its variants side by side.
 */
export interface ScenarioComparison {
    /**
     * The base.
     */
    readonly base: Projection;
    /**
     * The variants by name.
     */
    readonly variants: {
        readonly [k: string]: Projection;
    };
    /**
     * Each variant's total less the base's, split up.
     */
    readonly deltas: {
        readonly [k: string]: Delta;
    };
}
/**
 * Factors on the volume, taken as given; a mean of 1 keeps the total.
 */
export interface Seasonality {
    /**
     * Twelve, January first. 12 elements.
     */
    months?: readonly number[] | undefined;
    /**
     * Seven, Monday first. 7 elements.
     */
    weekdays?: readonly number[] | undefined;
}
/**
 * What one input does to the total, all others at their base: an uncertain one; where none is, each input of the three costliest workloads, 10 % lower and higher.
 */
export interface Sensitivity {
    /**
     * The input, `"workloads[0].requests.perDay"`.
     */
    readonly path: string;
    /**
     * The total with the input at its p10, or 10 % lower.
     */
    readonly low: Money;
    /**
     * The total with the input at its p90, or 10 % higher.
     */
    readonly high: Money;
    /**
     * The squared correlation of the input with the total over the simulated cases, as a share of the sum over all inputs.
     */
    readonly varianceShare?: number;
}
/**
 * A further call per request.
 */
export interface Step {
    /**
     * The model. At most 200 characters.
     */
    model: ModelName;
    /**
     * The tier. Default: the workload's.
     */
    tier?: (Tier | "default" | "fast") | undefined;
    /**
     * Calls per request of the workload: 0.1 for one request in ten. Default 1. From 0 to 1000.
     */
    share?: number | undefined;
    /**
     * What one call uses.
     */
    request: RequestQuantities;
}
/**
 * A usage tier that would do.
 */
export interface SufficientTier {
    /**
     * Its name.
     */
    readonly tier: string;
    /**
     * What qualifies for it, in words.
     */
    readonly qualification?: string;
}
/**
 * What a scenario made from a log is to cover.
 */
export interface ToScenarioOptions {
    /**
     * How many months, 1 to 600; 12, if left out.
     */
    months?: number | undefined;
    /**
     * The first day of the scenario; the day after the last one of the log, if left out.
     */
    from?: Day | undefined;
}
/**
 * How many tokens an image, audio or video is billed as.
 */
export interface TokenEstimate {
    /**
     * Tokens billed.
     */
    readonly tokens: number;
    /**
     * False if the vendor calls the rule approximate, or other sources contradict it.
     */
    readonly exact: boolean;
    /**
     * The arithmetic in words: "85 + 4 tiles × 170".
     */
    readonly formula: string;
    /**
     * The page that publishes the rule.
     */
    readonly source: string;
    /**
     * What other sources print or measured, where they contradict the rule.
     */
    readonly dispute?: string;
}
/**
 * How the simulation draws.
 */
export interface Uncertainty {
    /**
     * Simulated cases, 0 to 1,000,000. Default 10,000 where any input is uncertain. From 0 to 1000000.
     */
    draws?: number | undefined;
    /**
     * The same seed gives the same digits on every platform. Default 1.
     */
    seed?: number | undefined;
}
/**
 * A model without a price.
 */
export interface UnpricedModel {
    /**
     * Its name in the log; empty where the log names none.
     */
    readonly model: string;
    /**
     * How many records are of it.
     */
    readonly records: number;
    /**
     * Why it has no price.
     */
    readonly reason: string;
    /**
     * The source of the first of them, where it has a name.
     */
    readonly source?: string;
    /**
     * The line of the first of them, from 1.
     */
    readonly line: number;
}
/**
 * A number of a usage object that is billed or may be, and was not used.
 */
export interface Unread {
    /**
     * Where it stands in the response: "usage.prompt_tokens_details.new_tokens".
     */
    path: string;
    /**
     * The number itself.
     */
    value: UnreadValue;
}
/**
 * What a report is to tell.
 */
export interface UsageAnalysis {
    /**
     * By what records are grouped; without it, there is one group.
     */
    by?: readonly UsageDimension[] | undefined;
    /**
     * What was billed, in US dollars.
     */
    billed?: (string | number) | undefined;
    /**
     * A budget, and the shares of it whose crossing is to be told.
     */
    budget?: UsageBudget | undefined;
}
/**
 * A day that does not fit the pattern of the log.
 */
export interface UsageAnomaly {
    /**
     * The day.
     */
    readonly day: Day;
    /**
     * What it cost, in US dollars.
     */
    readonly cost: Money;
    /**
     * What the days that it is compared with cost: their median.
     */
    readonly expected: Money;
    /**
     * How it differs, and what accounts for that.
     */
    readonly reason: string;
}
/**
 * A budget.
 */
export interface UsageBudget {
    /**
     * US dollars a month.
     */
    monthly: string | number;
    /**
     * Shares of it; 0.5, 0.8 and 1, if left out.
     */
    alerts?: readonly (string | number)[] | undefined;
    /**
     * Prepaid credits at the beginning of the log, in US dollars.
     */
    credits?: (string | number) | undefined;
}
/**
 * The last month of a log against its budget.
 */
export interface UsageBudgetOutlook {
    /**
     * The month, "2026-11".
     */
    readonly month: string;
    /**
     * The last day of the log, which counts as a whole day.
     */
    readonly through: Day;
    /**
     * What the month cost through that day, in US dollars.
     */
    readonly monthToDate: Money;
    /**
     * What the month will cost: the days that are left cost what their weekdays cost on average in the 28 days before.
     */
    readonly projected: Money;
    /**
     * The month, if each day that is left costs as much as in the cheapest week of those 28 days.
     */
    readonly low: Money;
    /**
     * The month, if each day that is left costs as much as in the most expensive week of those 28 days.
     */
    readonly high: Money;
    /**
     * The shares of the budget that are passed, and when.
     */
    readonly crossed: readonly UsageCrossing[];
    /**
     * The day on which the budget will be used up if the month goes on like that.
     */
    readonly runsOut?: Day;
    /**
     * What is left of the credits after all records of the log; negative where they did not suffice.
     */
    readonly creditsLeft?: Money;
}
/**
 * A share of a budget that is passed.
 */
export interface UsageCrossing {
    /**
     * The share, 0.8 for 80 %.
     */
    readonly share: number;
    /**
     * The first day on which the month had cost that much.
     */
    readonly day: Day;
}
/**
 * What one request costs. Sums of requests are no part of it.
 */
export interface UsageDistribution {
    /**
     * How many requests it is made from.
     */
    readonly requests: number;
    /**
     * Half of the requests cost this or less.
     */
    readonly p50: Money;
    /**
     * 95 of 100 requests cost this or less.
     */
    readonly p95: Money;
    /**
     * The ten most expensive requests, the most expensive first.
     */
    readonly heaviest: readonly HeavyRequest[];
}
/**
 * Records that have something in common.
 */
export interface UsageGroup {
    /**
     * What they have in common, by dimension. It is empty where the log does not say it.
     */
    readonly key: {
        readonly [k: string]: string;
    };
    /**
     * How many requests they are.
     */
    readonly requests: number;
    /**
     * What they used together.
     */
    readonly quantities: Quantities;
    /**
     * What they cost, in US dollars; records without a price are no part of it.
     */
    readonly cost: Money;
    /**
     * How many records of the group have no price.
     */
    readonly unpriced?: number;
}
/**
 * What would have saved money in the period of the log.
 */
export interface UsageLever {
    /**
     * "batch", "caching", "cheaper-model" or "output-cap".
     */
    readonly name: string;
    /**
     * The model that it concerns, where it concerns one.
     */
    readonly model?: string;
    /**
     * How much less the requests of the log would have cost, in US dollars.
     */
    readonly saves: Money;
    /**
     * What is changed, and what that assumes.
     */
    readonly explanation: string;
}
/**
 * What was read of a log, and what was not.
 */
export interface UsageLogSummary {
    /**
     * The formats that were recognised.
     */
    readonly formats: readonly FormatRead[];
    /**
     * Distinct records: requests, sums of requests, and lines of bills.
     */
    readonly records: number;
    /**
     * The first 1,000 rows that could not be read.
     */
    readonly rejected: readonly Rejected[];
    /**
     * How many rows could not be read, by reason.
     */
    readonly rejectedByReason: {
        readonly [k: string]: number;
    };
    /**
     * Records that stood more than once and count once.
     */
    readonly duplicates: Duplicates;
    /**
     * The first and the last day with a record; `null` where no record has a time.
     */
    readonly coverage: Coverage2 | null;
    /**
     * The time zone of the days.
     */
    readonly zone: string;
    /**
     * What to know of the log before relying on its total.
     */
    readonly notes: readonly string[];
}
/**
 * One of the most expensive hours.
 */
export interface UsagePeak {
    /**
     * The day and the hour in the zone of the log, "2026-08-01T13".
     */
    readonly hour: string;
    /**
     * Its requests.
     */
    readonly requests: number;
    /**
     * What they cost, in US dollars.
     */
    readonly cost: Money;
}
/**
 * The least and the most that an amount can be.
 */
export interface UsageRange {
    /**
     * If no request of a sum has a long context.
     */
    readonly low: Money;
    /**
     * If every request of a sum has a long context, where that is possible.
     */
    readonly high: Money;
}
/**
 * How a log is to be read.
 */
export interface UsageReadOptions {
    /**
     * The format of all sources, where it is not to be recognised from their content.
     */
    format?: string | undefined;
    /**
     * The time zone whose days and hours count, "Europe/Berlin"; UTC, if left out.
     */
    zone?: string | undefined;
    /**
     * The offsets of the zone, from the earliest on. The npm package takes them from `Intl`.
     */
    offsets?: readonly OffsetChange[] | undefined;
    /**
     * For a CSV of one's own: which column holds which field. Fields are `time`, `model`, `provider`, `tier`, `region`, `cost`, `id`, `project`, `key`, `user`, `workspace`, `session`, `uncachedInputTokens`, and the names of quantities.
     */
    columns?: {
        readonly [k: string]: string;
    } | undefined;
    /**
     * The day of records that carry no time, such as the results of a batch.
     */
    on?: Day | undefined;
}
/**
 * How a log and a bill differ, and what may explain it.
 */
export interface UsageReconciliation {
    /**
     * What was billed, in US dollars.
     */
    readonly billed: Money;
    /**
     * What the records of the log cost that the bill is about: those of its providers, from its first to its last day.
     */
    readonly computed: Money;
    /**
     * What was billed less what was computed.
     */
    readonly difference: Money;
    /**
     * What the comparison covers, where that is not the whole log: in words.
     */
    readonly scope?: string;
    /**
     * By day, where the bill has days.
     */
    readonly byDay: readonly ReconciledAmount[];
    /**
     * By model, where the bill names models.
     */
    readonly byModel: readonly ReconciledAmount[];
    /**
     * By what the lines of the bill are for, "cached input", where they say it.
     */
    readonly byLine: readonly ReconciledAmount[];
    /**
     * What may explain the difference, the likeliest first. Each is computed as if it were the only one.
     */
    readonly causes: readonly ReconciliationCause[];
}
/**
 * What a log costs, and why.
 */
export interface UsageReport {
    /**
     * The exact sum over all records that have a price, in US dollars. Lines of bills are no part of it.
     */
    readonly total: Money;
    /**
     * The least and the most that the total can be, where sums of requests hide what their price depends on.
     */
    readonly range?: UsageRange;
    /**
     * What was assumed where the log does not say it.
     */
    readonly assumptions: readonly string[];
    /**
     * The records by the dimensions that were asked for.
     */
    readonly groups: readonly UsageGroup[];
    /**
     * What one request costs; left out where the log has only sums of requests.
     */
    readonly distribution?: UsageDistribution;
    /**
     * What a request costs on average, in US dollars, to 12 decimals.
     */
    readonly costPerRequest?: Money;
    /**
     * The share of input tokens that were read from the cache, 0 to 1.
     */
    readonly cacheHitRate?: number;
    /**
     * The share of output tokens in all tokens, 0 to 1.
     */
    readonly outputShare?: number;
    /**
     * The most expensive hours, the most expensive first.
     */
    readonly peaks: readonly UsagePeak[];
    /**
     * Days that do not fit the log's own pattern of weekdays, the first one first.
     */
    readonly anomalies: readonly UsageAnomaly[];
    /**
     * Against what was billed: the difference, and what may explain it.
     */
    readonly reconciliation?: UsageReconciliation;
    /**
     * The last month of the log against the budget.
     */
    readonly budget?: UsageBudgetOutlook;
    /**
     * What would have saved money in the period of the log, the best first, each alone.
     */
    readonly levers: readonly UsageLever[];
    /**
     * Models without a price. Their records are in no total.
     */
    readonly unpriced: readonly UnpricedModel[];
    /**
     * The sum of the costs that records state themselves.
     */
    readonly reported?: Money;
}
/**
 * Waiting time in a queue. `null` where the queue grows without end.
 */
export interface Wait {
    /**
     * The mean over all requests.
     */
    readonly mean: number | null;
    /**
     * 95 of 100 requests wait no longer.
     */
    readonly p95: number | null;
}
/**
 * Something to know before relying on a result.
 */
export interface Warning {
    /**
     * A stable code, such as WarningCode::PriceDisputed or WarningCode::EstimatedTokens.
     */
    readonly code: WarningCode;
    /**
     * The warning in words.
     */
    readonly message: string;
    /**
     * The quantity in question.
     */
    readonly path?: string;
}
/**
 * One kind of work: requests of one make, to one model or a mix of models.
 */
export interface Workload {
    /**
     * Unique among workloads and fixed costs. At most 200 characters.
     */
    name: string;
    /**
     * One model, or a router's mix whose shares add up to 1.
     */
    model: ModelChoice;
    /**
     * The tier of the requests that are not batched. Default: standard.
     */
    tier?: (Tier | "default" | "fast") | undefined;
    /**
     * Share of the requests sent through the batch tier. From 0 to 1.
     */
    batchShare?: number | undefined;
    /**
     * How many requests; with a conversation, how many conversations.
     */
    requests: Requests;
    /**
     * How the requests grow from month to month.
     */
    growth?: Growth | undefined;
    /**
     * How the requests vary over the year and the week.
     */
    seasonality?: Seasonality | undefined;
    /**
     * What one request uses.
     */
    request?: RequestQuantities | undefined;
    /**
     * Chat whose history is sent again on every turn; replaces the token counts of `request`.
     */
    conversation?: Conversation | undefined;
    /**
     * Prompt caching of a fixed prefix.
     */
    cache?: PrefixCache | undefined;
    /**
     * Application-side cache: this share of the requests never reaches the API. From 0 to 1.
     */
    responseCacheHitRate?: number | undefined;
    /**
     * Requests that fail and are sent again.
     */
    retries?: Retries | undefined;
    /**
     * Share of the day's requests in its busiest hour, for rate limits. Default 1/24. From 0 to 1.
     */
    peakHourShare?: number | undefined;
    /**
     * Seconds from request to last token, for concurrency. From 0 to 86400.
     */
    latencySeconds?: number | undefined;
    /**
     * Further calls that each request brings about, to another model if need be: embed what was summarised, escalate a share to a larger model. At most 20 elements.
     */
    steps?: readonly Step[] | undefined;
}
