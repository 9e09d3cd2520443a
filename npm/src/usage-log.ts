/** The usage logs of the API object. */
import { invalidArgument, isBytes, requireBytes, requireObject, requireString } from "./check.js";
import { type Glue, call, instance, keepInstance } from "./engine.js";
import { TokenfareError } from "./error.js";
import { guarded } from "./guard.js";
import { handleOf, loadedCatalog } from "./pricing.js";
import { parsed } from "./results.js";
import { offsetsOf } from "./time-zone.js";
import type { UsageLogSummary, UsageReadOptions } from "./api/data.js";
import type { UsageAnalysisOptions, UsageLog, UsageLogs, UsageReader, UsageScenarioOptions } from "./api/usage-log.js";

/** So much is copied into the engine at once. */
const CHUNK_BYTES = 4 << 20;
const CHUNK_UNITS = 1 << 20;

/** A reader or a log inside the engine. */
interface Held {
  readonly handle: number;
  /** Which instance of the engine holds it. */
  readonly instance: number;
  readonly forget: (engine: Glue, handle: number) => void;
}

const heldBy = new WeakMap<object, Held>();

/** Where a runtime lacks it, logs stay in the engine. */
const collected = globalThis.FinalizationRegistry && new FinalizationRegistry<Held>(release);

function release({ handle, instance: own, forget }: Held): void {
  if (own !== instance()) return;
  keepInstance(-1);
  try {
    call((engine) => forget(engine, handle));
  } catch {
    // No one could catch it here, and a spoiled engine is replaced at the next call.
  }
}

export function usageLogs(): UsageLogs {
  return {
    readUsage(text, options) {
      const reader = usageReader(options);
      if (typeof text === "string") {
        for (const bytes of encoded(text)) reader.push(bytes);
      } else {
        reader.push(isBytes(text) ? text : invalidArgument("text", "a string or a Uint8Array", text));
      }
      return reader.finish();
    },
    usageReader,
  };
}

function usageReader(options: UsageReadOptions = {}): UsageReader {
  requireObject(options, "options");
  const { zone, offsets } = options;
  const known = zone === undefined || zone === "UTC" || offsets !== undefined ? options : { ...options, offsets: offsetsOf(requireString(zone, "options.zone")) };
  const held = call((engine) => keep(engine.usageReader(known), (own, handle) => own.usageReaderForget(handle)));
  let log: UsageLog | undefined;
  const reader: UsageReader = guarded<UsageReader>({
    push(bytes, source) {
      const [all, name] = [requireBytes(bytes, "bytes"), source === undefined ? undefined : requireString(source, "source")];
      if (log !== undefined) throw new TokenfareError({ code: "INVALID_ARGUMENT", message: "the reader is finished; make another one", path: "bytes" });
      let records = 0;
      let from = 0;
      do {
        const chunk = all.subarray(from, from + CHUNK_BYTES);
        records = on(held, (engine, handle) => engine.usageReaderPush(handle, chunk, name));
        from += CHUNK_BYTES;
      } while (from < all.length);
      return records;
    },
    finish() {
      return (log ??= logOf(on(held, (engine, handle) => engine.usageReaderFinish(handle))));
    },
  });
  collected?.register(reader, held);
  return reader;
}

function logOf(handle: number): UsageLog {
  const held = keep(handle, (engine, own) => engine.usageLogForget(own));
  const summary = parsed<UsageLogSummary>(on(held, (engine, own) => engine.usageLogSummary(own)));
  const log: UsageLog = guarded<UsageLog>({
    ...summary,
    analyse(options = {}) {
      const { catalog, billed, ...analysis } = requireObject(options, "options") as UsageAnalysisOptions;
      const prices = loadedCatalog(catalog, "options.catalog");
      const bill = typeof billed === "object" ? billOf(billed) : undefined;
      const known = bill === undefined && billed !== undefined ? { ...analysis, billed } : analysis;
      return parsed(on(held, (engine, own) => engine.usageLogAnalyse(own, handleOf(prices, engine), known, bill)));
    },
    toScenario(options = {}) {
      const { catalog, ...range } = requireObject(options, "options") as UsageScenarioOptions;
      const prices = loadedCatalog(catalog, "options.catalog");
      return parsed(on(held, (engine, own) => engine.usageLogToScenario(own, handleOf(prices, engine), range)));
    },
  });
  heldBy.set(log, held);
  collected?.register(log, held);
  return log;
}

/** The handle of the log of a bill. */
function billOf(billed: object): number {
  const held = heldBy.get(billed);
  if (held === undefined) return invalidArgument("options.billed", "an amount of US dollars or a log that this package has read", billed);
  return on(held, (_, handle) => handle);
}

function keep(handle: number, forget: Held["forget"]): Held {
  keepInstance(1);
  return { handle, instance: instance(), forget };
}

/** Calls the engine that holds a value. */
function on<T>(held: Held, work: (engine: Glue, handle: number) => T): T {
  return call((engine) => {
    if (held.instance !== instance()) {
      throw new TokenfareError({ code: "LIMIT_EXCEEDED", message: "the engine was started again since the log was read; read it again" });
    }
    return work(engine, held.handle);
  });
}

/** A text as UTF-8, in chunks that divide no character. */
function* encoded(text: string): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let from = 0;
  do {
    let to = Math.min(from + CHUNK_UNITS, text.length);
    const last = text.charCodeAt(to - 1);
    if (to < text.length && last >= 0xd800 && last < 0xdc00) to--;
    yield encoder.encode(text.slice(from, to));
    from = to;
  } while (from < text.length);
}
