"use client";
// A client component: prerendered on the server, worked out in the browser.
import { useEffect, useState } from "react";
import { work } from "../../work.mjs";

export default function Page() {
  const [result, setResult] = useState();
  useEffect(() => {
    work().then(setResult, (error) => setResult(String(error)));
  }, []);
  return result && <pre id="result">{JSON.stringify(result)}</pre>;
}
