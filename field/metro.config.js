const http = require('node:http')
const path = require('node:path')
const { getDefaultConfig } = require('expo/metro-config')

const config = getDefaultConfig(__dirname)
// What runs SQLite and reads bar codes in browsers.
config.resolver.assetExts.push('wasm')

// WatermelonDB's SQL goes to Expo's SQLite, on every platform through the same file.
const dispatcher = path.join(__dirname, 'src/db/expoSqliteDispatcher.ts')
const before = config.resolver.resolveRequest
config.resolver.resolveRequest = (context, name, platform) =>
  name === './makeDispatcher' && /@nozbe[\\/]watermelondb[\\/]adapters[\\/]sqlite/.test(context.originModulePath)
    ? { type: 'sourceFile', filePath: dispatcher }
    : (before ?? context.resolveRequest)(context, name, platform)

// While developing, the API answers under the same address, as it does when installed: cookies need that.
const api = new URL(process.env.FETTLE_API ?? 'http://127.0.0.1:8000')
config.server.enhanceMiddleware = (middleware) => (request, response, next) => {
  if (!/^\/(v1|objects)\//.test(request.url)) return middleware(request, response, next)
  const { hostname, port } = api
  const asked = http.request({ hostname, port, path: request.url, method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  })
  asked.on('error', () => response.writeHead(502).end())
  request.pipe(asked)
}

module.exports = config
