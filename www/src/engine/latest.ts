/**
 * Runs a query whose answers follow typing: while one run is under way, only the newest request
 * waits and those in between are skipped. `use` receives the answer with its request, to tell
 * whether that is still the current one.
 */
export function latest<Request, Answer>(
  ask: (request: Request) => Promise<Answer>,
  use: (answer: Answer, request: Request) => void,
  fail: (error: Error) => void,
): (request: Request) => void {
  let running = false;
  let next: { request: Request } | null = null;

  async function run(request: Request): Promise<void> {
    running = true;
    try {
      const answer = await ask(request);
      use(answer, request);
    } catch (error) {
      if (!next) fail(error instanceof Error ? error : new Error(String(error)));
    }
    running = false;
    if (next) {
      const { request: newest } = next;
      next = null;
      void run(newest);
    }
  }

  return (request) => {
    if (running) next = { request };
    else void run(request);
  };
}
