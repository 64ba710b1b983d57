/** The outside surface as OpenAPI, made from the routes when it is first asked for. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export function openApiDocument(app: NestExpressApplication, productName: string): OpenAPIObject {
  const head = new DocumentBuilder()
    .setTitle(productName)
    .setDescription('Errors are `{ code, message, requestId, errors?, retryAfter? }`; codes are stable.')
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  return SwaggerModule.createDocument(app, head);
}

/** `/api/openapi.json` and its page `/api/docs`. */
export function serveOpenApi(app: NestExpressApplication, productName: string): void {
  let document: OpenAPIObject | undefined;
  SwaggerModule.setup('api/docs', app, () => (document ??= openApiDocument(app, productName)), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: `${productName} API`,
  });
}

/** As it lies in `docs/openapi.json`. */
export function openApiText(document: OpenAPIObject): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
