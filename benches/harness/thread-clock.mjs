// The time that the main thread has been on a processor, in milliseconds: on a busy machine the time on the wall says
// how busy it is. Linux only. Threads that compile machine code are not counted, for nobody.
import { openSync, readSync } from "node:fs";

const file = openSync("/proc/thread-self/schedstat");
const buffer = Buffer.alloc(64);
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));

export function threadTime() {
  // The kernel brings the figure up to date when the thread goes to sleep.
  Atomics.wait(nobodyWakes, 0, 0, 0.01);
  const length = readSync(file, buffer, 0, buffer.length, 0);
  return Number(buffer.toString("latin1", 0, length).split(" ")[0]) / 1e6;
}
