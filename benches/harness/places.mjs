// Where the harness reads and writes. Everything made at bench time lies under target/bench.
import { fileURLToPath } from "node:url";
import { dirname, join } from "node:path";

export const benches = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(benches);
export const scratch = join(root, "target", "bench");
export const results = join(benches, "results");
