import type { ExpoConfig } from 'expo/config'
import en from '../packages/words/src/en/fieldNative.json'
import es from '../packages/words/src/es/fieldNative.json'

/** A setting of the build; nothing where it is not set, or empty. */
function setting(name: string, shape: RegExp): string | undefined {
  const value = process.env[name]?.trim()
  if (value && !shape.test(value)) throw new Error(`${name} is not what it should be: ${value}`)
  return value || undefined
}

/** Where this installation is reached; links to it open in the app. */
const host = setting('FETTLE_APP_HOST', /^[a-z0-9.-]+(:\d+)?$/i) ?? 'example.org'
/** What stores and phones know the app by: an app of one's own needs one of its own. */
const id = setting('FETTLE_APP_ID', /^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)+$/i) ?? 'app.fettle.field'
/** Under the icon. */
const name = setting('FETTLE_APP_NAME', /^.{1,30}$/u) ?? 'Fettle'
/** The project of Expo's push service, and for Android the file of Firebase: without them the app gets no push messages, and says so. */
const project = setting('FETTLE_EXPO_PROJECT', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
const firebase = setting('FETTLE_GOOGLE_SERVICES', /\.json$/)
/** What a link may lead to. Everything else of that address belongs to the browser. */
const linked = ['/field', '/work-orders', '/assets', '/requests', '/notifications']

const asked = (words: typeof en) => ({
  NSCameraUsageDescription: words.camera,
  NSPhotoLibraryUsageDescription: words.photos,
  NSLocationWhenInUseUsageDescription: words.location,
})

const config: ExpoConfig = {
  name,
  slug: 'fettle',
  version: '0.5.0',
  scheme: 'fettle',
  orientation: 'default',
  userInterfaceStyle: 'automatic',
  icon: './assets/icon.png',
  platforms: ['ios', 'android', 'web'],
  locales: { en: { ios: asked(en) }, es: { ios: asked(es) } },
  ios: {
    bundleIdentifier: id,
    supportsTablet: true,
    associatedDomains: [`applinks:${host}`],
    config: { usesNonExemptEncryption: false },
  },
  android: {
    package: id,
    ...(firebase && { googleServicesFile: firebase }),
    adaptiveIcon: { foregroundImage: './assets/adaptive.png', backgroundColor: '#14634f' },
    blockedPermissions: ['android.permission.RECORD_AUDIO'],
    intentFilters: [
      {
        action: 'VIEW',
        autoVerify: true,
        data: linked.map((pathPrefix) => ({ scheme: 'https', host, pathPrefix })),
        category: ['BROWSABLE', 'DEFAULT'],
      },
    ],
  },
  web: { bundler: 'metro', output: 'single', favicon: './assets/favicon.png', name: 'Fettle', lang: 'en' },
  plugins: [
    'expo-router',
    'expo-sqlite',
    'expo-localization',
    ['expo-splash-screen', { image: './assets/splash.png', imageWidth: 160, backgroundColor: '#14634f' }],
    ['expo-camera', { cameraPermission: en.camera, recordAudioAndroid: false, microphonePermission: false }],
    ['expo-image-picker', { photosPermission: en.photos, cameraPermission: en.camera, microphonePermission: false }],
    ['expo-location', { locationWhenInUsePermission: en.location }],
    ['expo-notifications', { icon: './assets/notification.png', color: '#14634f' }],
    ['expo-secure-store', { faceIDPermission: false }],
    ['expo-build-properties', { android: { minSdkVersion: 24 } }],
  ],
  experiments: { baseUrl: '/field', typedRoutes: false },
  extra: { host, push: { ios: !!project, android: !!project && !!firebase }, router: {}, ...(project && { eas: { projectId: project } }) },
}

export default config
