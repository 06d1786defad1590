import type { ExpoConfig } from 'expo/config'
import en from '../packages/words/src/en/fieldNative.json'
import es from '../packages/words/src/es/fieldNative.json'

/** Where this installation is reached; links to it open in the app. */
const host = process.env.FETTLE_APP_HOST ?? 'example.org'
/** What a link may lead to. Everything else of that address belongs to the browser. */
const linked = ['/field', '/work-orders', '/assets', '/requests', '/notifications']

const asked = (words: typeof en) => ({
  NSCameraUsageDescription: words.camera,
  NSPhotoLibraryUsageDescription: words.photos,
  NSLocationWhenInUseUsageDescription: words.location,
})

const config: ExpoConfig = {
  name: 'Fettle',
  slug: 'fettle',
  version: '0.5.0',
  scheme: 'fettle',
  orientation: 'default',
  userInterfaceStyle: 'automatic',
  icon: './assets/icon.png',
  platforms: ['ios', 'android', 'web'],
  locales: { en: { ios: asked(en) }, es: { ios: asked(es) } },
  ios: {
    bundleIdentifier: 'app.fettle.field',
    supportsTablet: true,
    associatedDomains: [`applinks:${host}`],
    config: { usesNonExemptEncryption: false },
  },
  android: {
    package: 'app.fettle.field',
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
  extra: { host, router: {} },
}

export default config
