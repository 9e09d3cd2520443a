/**
 * The page's content security policy. Nothing may connect anywhere, whatever a text, a file or a
 * link brings along; scripts and styles come from the page's own files, or, in the single file, are
 * the very ones whose digest stands here.
 */
export interface PolicySources { script: string; style: string; worker: string }

export const served: PolicySources = { script: "'self'", style: "'self'", worker: "'self' blob:" };

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
