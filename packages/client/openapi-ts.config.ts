import { defineConfig } from '@hey-api/openapi-ts'

export default defineConfig({
  input: '../../backend/openapi.json',
  output: { path: 'src', clean: true },
  plugins: [
    { name: '@hey-api/client-fetch', throwOnError: true },
    { name: '@hey-api/sdk', responseStyle: 'data', auth: false },
    '@hey-api/typescript',
    { name: '@tanstack/react-query', queryKeys: { tags: true }, mutationOptions: false },
  ],
})
