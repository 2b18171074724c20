"""What a provider tells about itself: drafts, previews, and what the region says of them."""
