// The headers that keep browsers from running or embedding anything that is not ours.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'], // data: icons in stylesheets, blob: a photo chosen from disk
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

// A worker has the policy it was served with: only the one that runs the model may compile WebAssembly, and no page.
const compilesWasm = /^\/assets\/encoder-worker-[\w-]+\.js$/;
const workerDirectives = { ...directives, scriptSrc: ["'self'", "'wasm-unsafe-eval'"] };

/** No inline script or style anywhere. Whether to insist on TLS is up to the proxy that offers it. */
export function securityHeaders(): RequestHandler {
  const [usual, forWorker] = [directives, workerDirectives].map((policy) =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policy },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
    }),
  );
  return (request, response, next) =>
    (compilesWasm.test(request.path) ? forWorker : usual)?.(request, response, next);
}
