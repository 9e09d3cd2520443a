/**
 * The page's content security policy, written once for all ways in which the page is delivered.
 *
 * The page connects to nothing, whatever a text, a file or a link contains. Scripts and styles come
 * from the page's own files or, in the single file, are the ones whose digests the policy names.
 */
export interface PolicySources {
  script: string;
  style: string;
  worker: string;
}

export const served: PolicySources = {
  script: "'self'",
  style: "'self'",
  worker: "'self' blob:",
};

/** The policy as the page itself carries it, in a `<meta>` element, on any host. */
export function policy({ script, style, worker }: PolicySources): string {
  return [
    "default-src 'none'",
    `script-src ${script} 'wasm-unsafe-eval'`,
    `style-src ${style}`,
    `worker-src ${worker}`,
    "img-src 'self' blob: data:",
    "media-src blob:",
    "manifest-src 'self'",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}

/** What browsers take from a header only: no other site may show the page in a frame. */
const framing = "frame-ancestors 'none'";

/**
 * The response headers of a file of the site.
 *
 * The policy goes with the page. The single file has its own in its `<meta>` element. The service
 * worker, which stores the page's files for offline use, must fetch them, so it has none.
 */
export function responseHeaders(path: string): Record<string, string> {
  const isPage = path === "/" || path === "/index.html";
  return {
    "Content-Security-Policy": isPage ? `${policy(served)}; ${framing}` : framing,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  };
}
