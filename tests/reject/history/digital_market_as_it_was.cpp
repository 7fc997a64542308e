// SPDX-License-Identifier: BSL-1.0
// expect: [AL203] add_column: column `hidden_content` of table `products` is NOT NULL without a default; rows that exist cannot be filled. Give it default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL (revision `1b95d36c8908`)
// expect: [AL203] add_column: column `payment_id` of table `purchases` is NOT NULL without a default; rows that exist cannot be filled. Give it default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL (revision `1720ca777755`)
// expect: [AL203] add_column: column `payment_type` of table `purchases` is NOT NULL without a default; rows that exist cannot be filled. Give it default_to(...) or .fill(...), or add it nullable, fill it, then set NOT NULL (revision `5ca0f991801d`)
// expect: [AL207] add_constraint: table `purchases` has a unique constraint over `payment_id` already, `uq_purchases_payment_id`. A second one only costs; leave it out (revision `5ca0f991801d`)
// expect: [AL206] drop_constraint: no constraint of table `purchases` is named. Say which one to drop, by its name (downgrade of revision `5ca0f991801d`)
#ifndef ACCEPT
#include "../../../examples/digital_market/as_it_was.cpp"
#else
#include "../../../examples/digital_market/history.hpp"
#endif
