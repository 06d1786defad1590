// WatermelonDB's own native module stays out of the build: expo-sqlite does its work.
module.exports = { dependencies: { '@nozbe/watermelondb': { platforms: { android: null, ios: null } } } }
