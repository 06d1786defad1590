// An independent OpenID provider for the tests: node server.mjs PORT KEYS.json CLAIMS.json
// KEYS is a private JWK set, its first key signs; CLAIMS maps a login to the claims of that person's access tokens.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [port, keysFile, claimsFile] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
const API = 'urn:fettle:api';

const provider = new Provider(issuer, {
  jwks: read(keysFile),
  clients: [
    {
      client_id: 'app',
      token_endpoint_auth_method: 'none',
      application_type: 'native',
      redirect_uris: ['http://127.0.0.1/back'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      id_token_signed_response_alg: 'ES256',
    },
  ],
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  extraTokenClaims: (_ctx, token) => read(claimsFile)[token.accountId],
  features: {
    devInteractions: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => API,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'work',
        audience: API,
        accessTokenTTL: 600,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});

createServer(provider.callback()).listen(Number(port), '127.0.0.1', () => console.log('ready'));
