// A server component, rendered at each request.
import { work } from "../work.mjs";

export const dynamic = "force-dynamic";

export default async function Page() {
  return <pre id="result">{JSON.stringify(await work())}</pre>;
}
