/** The log that is open. It stays while the reader changes views, and is gone with the page. */
import type { UsageDimension, UsageLogSummary, UsageReadOptions, UsageReport } from "tokenfare";
import { askLog, forgetLogs, type LogFile, planOf, readLog } from "../../engine/usage-worker.js";
import { latest } from "../../engine/latest.js";
import { firstOfNextMonth, today } from "../../format/dates.js";
import { messageOf } from "../../format/words.js";
import { store } from "../../state/page-state.js";
import {
  type ColumnMap,
  columnsFor,
  guessed,
  headerOf,
  isTable,
  remember,
  type UnknownTable,
} from "./columns.js";

/** What the reader asks of the log. */
export interface Question {
  by: UsageDimension;
  /** The member of `by` whose days are drawn; null for all. */
  chosen: string | null;
  billed: number | null;
  budget: number | null;
}

/** The answers to a question. */
export interface Answer {
  question: Question;
  /** By day. */
  days: UsageReport;
  /** By the dimension. */
  groups: UsageReport;
  /** The days of the chosen member. */
  chosen: UsageReport | null;
}

const first: Question = { by: "model", chosen: null, billed: null, budget: null };

class OpenLog extends EventTarget {
  files: readonly LogFile[] = [];
  zone = "UTC";
  /** The share that is read and the records so far, while files are read. */
  progress: { share: number; records: number } | null = null;
  problem = "";
  summary: UsageLogSummary | null = null;
  question: Question = first;
  answer: Answer | null = null;
  /** The name of the bill that was opened beside the log. */
  bill: { log: number; name: string } | null = null;
  /** A table whose columns nobody knows, until the reader has said what they hold. */
  unknown: UnknownTable | null = null;
  /** What its columns hold, as far as it is said. */
  columns: ColumnMap = {};
  #log = -1;

  /** Adds files and reads all again, since one record may stand in two of them. */
  async take(files: readonly LogFile[]): Promise<void> {
    if (files.length === 0) return;
    this.files = [...this.files, ...files];
    await this.#read();
  }

  async setZone(zone: string): Promise<void> {
    this.zone = zone;
    await this.#read();
  }

  setColumn(title: string, field: string): void {
    const { [title]: _, ...rest } = this.columns;
    this.columns = field ? { ...rest, [title]: field } : rest;
    this.#changed();
  }

  /** Reads the log again with what the columns hold. */
  async readColumns(): Promise<void> {
    if (!this.unknown) return;
    remember(this.unknown.header, this.columns);
    this.unknown = null;
    await this.#read();
  }

  /** Opens a costs export, to compare the log with. */
  async openBill(files: readonly LogFile[]): Promise<void> {
    if (files.length === 0) return;
    await this.#while(async () => {
      const { log } = await readLog(files, await this.#options(files), () => undefined);
      this.bill = { log, name: files.map(({ path }) => path).join(", ") };
      this.#ask();
    });
  }

  ask(change: Partial<Question>): void {
    this.question = { ...this.question, ...change };
    this.#ask();
    this.#changed();
  }

  /** Opens what the log shows as a plan for the coming months. */
  async continueAsPlan(): Promise<void> {
    await this.#while(async () => {
      const scenario = await planOf(this.#log, { months: 12, from: firstOfNextMonth() });
      store.set({ view: "project", scenario, variants: [] });
    });
  }

  close(): void {
    forgetLogs();
    Object.assign(this, {
      files: [],
      progress: null,
      problem: "",
      summary: null,
      question: first,
      answer: null,
      bill: null,
      unknown: null,
      columns: {},
    });
    this.#changed();
  }

  /** Results of batches carry no time; they are taken as today's, and the notes say so. */
  async #options(files: readonly LogFile[]): Promise<UsageReadOptions> {
    const headers = await Promise.all(files.filter(isTable).map(headerOf));
    const columns = columnsFor(headers);
    return { zone: this.zone, on: today(), ...(columns && { columns: { ...columns } }) };
  }

  /** The first table of which no row could be read for want of a format. */
  async #unknownTable({ rejected }: UsageLogSummary): Promise<UnknownTable | null> {
    const path = rejected.find(({ reason }) => /no known format/.test(reason))?.source;
    const file = this.files.find((each) => each.path === path && isTable(each));
    const header = file ? await headerOf(file) : [];
    return file && header.length > 1 ? { path: file.path, header } : null;
  }

  async #read(): Promise<void> {
    const { files } = this;
    if (files.length === 0) return;
    this.progress = { share: 0, records: 0 };
    await this.#while(async () => {
      const read = await readLog(files, await this.#options(files), (share, records) => {
        this.progress = { share, records };
        this.#changed();
      });
      this.#log = read.log;
      this.summary = read.summary;
      this.unknown = await this.#unknownTable(read.summary);
      this.columns = this.unknown ? guessed(this.unknown.header) : {};
      this.#ask();
    });
  }

  async #while(work: () => Promise<void>): Promise<void> {
    this.problem = "";
    this.#changed();
    try {
      await work();
    } catch (error) {
      if (this.files.length > 0) this.problem = messageOf(error);
    }
    this.progress = null;
    this.#changed();
  }

  #ask(): void {
    this.problem = "";
    this.#send(this.question);
  }

  readonly #send = latest<Question, Answer>(
    async (question) => {
      const { by, chosen, billed, budget } = question;
      const asked = {
        ...(budget !== null && { budget: { monthly: budget } }),
        ...(this.bill ? { bill: this.bill.log } : billed !== null && { billed }),
      };
      const days = await askLog(this.#log, { by: ["day"], ...asked });
      const groups = await askLog(this.#log, { by: [by] });
      const both = chosen === null ? null : await askLog(this.#log, { by: [by, "day"] });
      return { question, days, groups, chosen: both };
    },
    (answer) => {
      this.answer = answer;
      this.#changed();
    },
    (error) => {
      this.problem = error.message;
      this.#changed();
    },
  );

  #changed(): void {
    this.dispatchEvent(new Event("change"));
  }
}

export const openLog = new OpenLog();
