"""From incomplete records to findings: shares, averages, ratios and agreement, each with what the open facts allow."""
