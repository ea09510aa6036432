using System.Runtime.CompilerServices;
using Ting.Server.Platform.Data;

namespace Ting.Server.Tests.Platform.Data;

public sealed class ReadAheadTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batches_come_all_and_in_order_and_at_most_two_are_made_ahead()
    {
        var made = new List<Batch>();
        var taken = 0;
        await foreach (var batch in ReadAhead.Of(Batches(made, 20, failsAt: -1, Cancel), Cancel))
        {
            Assert.Equal(taken++, batch.Number);
            await Task.Delay(2, Cancel);
            lock (made)
                Assert.InRange(made.Count, taken, taken + 2); // this one, one that is ready and one in the making
        }

        Assert.Equal(20, taken);
        Assert.DoesNotContain(made, batch => batch.IsDisposed); // whoever took them does
    }

    [Fact]
    public async Task What_goes_wrong_in_the_making_is_met_where_the_batch_is_taken()
    {
        var taken = 0;
        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in ReadAhead.Of(Batches([], 5, failsAt: 3, Cancel), Cancel))
                taken++;
        });
        Assert.Equal("3", error.Message);
        Assert.Equal(3, taken);
    }

    [Fact]
    public async Task Batches_that_nobody_takes_any_more_are_disposed_of()
    {
        var made = new List<Batch>();
        await foreach (var batch in ReadAhead.Of(Batches(made, 20, failsAt: -1, Cancel), Cancel))
        {
            if (batch.Number == 4)
                break;
        }

        Assert.InRange(made.Count, 5, 7);
        Assert.All(made, batch => Assert.Equal(batch.Number > 4, batch.IsDisposed));
    }

    private static async IAsyncEnumerable<Batch> Batches(List<Batch> made, int count, int failsAt, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Yield();
            cancel.ThrowIfCancellationRequested();
            if (number == failsAt)
                throw new InvalidDataException($"{number}");
            var batch = new Batch(number);
            lock (made)
                made.Add(batch);
            yield return batch;
        }
    }

    private sealed class Batch(int number) : IAsyncDisposable
    {
        public int Number => number;
        public bool IsDisposed { get; private set; }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
