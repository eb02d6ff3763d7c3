"""What ``hengce doctor`` looks at: the environment, the settings, the store and the corpus."""
