// The type of the OpenAPI document, as zod-openapi makes it.
import type { createDocument } from 'zod-openapi';

export type OpenApiDocument = ReturnType<typeof createDocument>;
