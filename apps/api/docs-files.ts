// The files behind /api/docs, from the installed swagger-ui-dist: nothing is loaded from another host.
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import absolutePath from 'swagger-ui-dist/absolute-path.js';

const files = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const startScript = (basePath: string) => `window.SwaggerUIBundle({
  url: '${basePath}/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  // Off: it would ask a validator on the internet about this address.
  validatorUrl: null,
});
`;

/** Mount under /api/docs. */
export function docsFiles(basePath: string): RequestHandler {
  const router = Router({ strict: true });
  const folder = absolutePath();
  for (const file of files) {
    router.get(`/${file}`, (_request, response) => {
      response.sendFile(join(folder, file), { maxAge: '1h' });
    });
  }
  router.get('/start.js', (_request, response) => {
    response.set('Cache-Control', 'no-cache').type('text/javascript').send(startScript(basePath));
  });
  return router;
}
