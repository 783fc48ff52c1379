"""What tests and benchmarks both need to drive the app in a browser; it imports neither, nor the app itself."""
