// SPDX-License-Identifier: BSL-1.0
// Boost.Asio searches an `execute` of a handler by argument-dependent lookup: it must not find al::execute.
#if __has_include(<boost/asio/post.hpp>)
#include <utility>  // exchange, which some versions of Asio use and do not include

#include <boost/asio/execution/execute.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#endif
#include <aludel.hpp>

namespace al = aludel;

template <class T>
struct handler {
    T value;
    void operator()() const {}
};

template <class First, class Second>
concept found_by_arguments = requires(First first, Second second) { execute(first, second); };
static_assert(!found_by_arguments<int, handler<al::schema>> && !found_by_arguments<handler<al::name>, int>);

static_assert(!noexcept(al::execute("SELECT 1")));

int main() {
#if __has_include(<boost/asio/post.hpp>)
    boost::asio::io_context context;
    boost::asio::post(context, handler<al::name>{});
    boost::asio::execution::execute(context.get_executor(), handler<al::name>{});
#endif
}
