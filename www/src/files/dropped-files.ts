/** The files that were dropped, pasted or chosen. They stay while the reader changes views. */
import type { Quantities } from "tokenfare";
import { messageOf } from "../format/words.js";
import { type FileMeasure, type ImageDetail, measureFile } from "./measure-file.js";
import { logFormats } from "./usage-log.js";

export interface DroppedFile {
  readonly file: File;
  progress: number;
  measure: FileMeasure | null;
  problem: string;
  detail: ImageDetail;
  /** The column of a table whose cells are the requests; "" for all, null for the likeliest. */
  column: string | null;
  /** Whether the request contains it. */
  included: boolean;
  /** The formats of the usage log that it is; null where it is none. */
  log: readonly string[] | null;
  /** Whether it has been measured before. */
  seen: boolean;
  stop: AbortController;
}

class DroppedFiles extends EventTarget {
  files: readonly DroppedFile[] = [];
  #model = "";

  /** Measures all files again if the model has changed. */
  use(model: string): void {
    if (model === this.#model) return;
    this.#model = model;
    for (const dropped of this.files) void this.#measure(dropped);
  }

  take(files: Iterable<File>): void {
    for (const file of files) {
      const dropped: DroppedFile = {
        file,
        progress: 0,
        measure: null,
        problem: "",
        detail: "auto",
        column: null,
        included: true,
        log: null,
        seen: false,
        stop: new AbortController(),
      };
      this.files = [...this.files, dropped];
      void this.#measure(dropped);
      void this.#recognise(dropped);
    }
  }

  setDetail(dropped: DroppedFile, detail: ImageDetail): void {
    dropped.detail = detail;
    void this.#measure(dropped);
  }

  setColumn(dropped: DroppedFile, column: string): void {
    dropped.column = column;
    void this.#measure(dropped);
  }

  include(dropped: DroppedFile, included: boolean): void {
    dropped.included = included;
    this.#changed();
  }

  /** What the included files add to a request. */
  get quantities(): Quantities {
    const sum: Record<string, unknown> = {};
    for (const { included, measure } of this.files) {
      if (!included || !measure?.fits) continue;
      for (const [name, value] of Object.entries(measure.quantities)) {
        const before = sum[name];
        sum[name] = Array.isArray(value)
          ? [...(Array.isArray(before) ? before : []), ...value]
          : (typeof before === "number" ? before : 0) + (value as number);
      }
    }
    return sum as Quantities;
  }

  remove(dropped: DroppedFile): void {
    this.#close(dropped);
    this.files = this.files.filter((each) => each !== dropped);
    this.#changed();
  }

  async #recognise(dropped: DroppedFile): Promise<void> {
    // What cannot be read shows its problem where it is measured.
    dropped.log = await logFormats(dropped.file, dropped.file.name).catch(() => null);
    if (dropped.log) this.#changed();
  }

  async #measure(dropped: DroppedFile): Promise<void> {
    this.#close(dropped);
    const stop = new AbortController();
    Object.assign(dropped, { stop, progress: 0, measure: null, problem: "" });
    this.#changed();
    const progress = (share: number): void => {
      if (dropped.stop !== stop) return;
      dropped.progress = share;
      this.#changed();
    };
    try {
      const measure = await measureFile(dropped.file, this.#model, dropped, {
        signal: stop.signal,
        progress,
      });
      if (dropped.stop === stop) {
        // The rows of a table are requests of their own, not parts of one.
        if (measure.rows && !dropped.seen) dropped.included = false;
        dropped.seen = true;
        dropped.measure = measure;
      }
    } catch (error) {
      if (dropped.stop === stop)
        dropped.problem = stop.signal.aborted ? "Cancelled." : messageOf(error);
    }
    this.#changed();
  }

  #close(dropped: DroppedFile): void {
    dropped.stop.abort();
    if (dropped.measure?.image) URL.revokeObjectURL(dropped.measure.image.preview);
  }

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

export const droppedFiles = new DroppedFiles();
