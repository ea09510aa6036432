using System.Text;
using Ting.Server.Features.Importing;

namespace Ting.Server.Tests.Features.Importing;

public sealed class FileEncodingTests
{
    private const string Chinese = "姓名,邮箱,电话,公司,备注\n林婉清,lin@example.test,13800000000,南溪设计工作室,喜欢安静\n欧阳珊,ouyang@example.test,,青禾民宿,周末不便接电话\n";
    private const string Japanese = "氏名,メールアドレス,電話番号,会社名,備考\n佐藤 美咲,sato@example.test,070-0000-1000,株式会社みなと設計,そばアレルギー\n渡邊 健,wata@example.test,,あおば商事,\n";

    [Theory]
    [InlineData(Chinese, FileEncoding.Gb18030)]
    [InlineData(Japanese, FileEncoding.ShiftJis)]
    [InlineData(Chinese, FileEncoding.Utf8)]
    [InlineData(Japanese, FileEncoding.Utf8)]
    [InlineData("name,email\nAda,ada@example.test\n", FileEncoding.Utf8)]
    public void An_encoding_is_told_by_the_characters(string text, string encoding)
    {
        var bytes = FileEncoding.Of(encoding).GetBytes(text);

        Assert.Equal(encoding, FileEncoding.Guess(bytes));
        Assert.Equal(text, FileEncoding.Of(encoding).GetString(bytes));
    }

    // Few characters, as in a list of names without a header in the language.
    [Theory]
    [InlineData("name,email\n林婉清,a@example.test\n陈立,b@example.test\n王小明,c@example.test\n", FileEncoding.Gb18030)]
    [InlineData("name,email\n山田太郎,a@example.test\n佐藤美咲,b@example.test\n高橋健一,c@example.test\n", FileEncoding.ShiftJis)]
    [InlineData("name,email\nｻﾄｳ ﾐｻｷ,a@example.test\n鈴木一郎,b@example.test\n田中花子,c@example.test\n", FileEncoding.ShiftJis)]
    [InlineData("name,email\n張國榮,a@example.test\n李雪,b@example.test\n赵敏,c@example.test\n", FileEncoding.Gb18030)]
    public void A_few_names_are_enough(string text, string encoding) => Assert.Equal(encoding, FileEncoding.Guess(FileEncoding.Of(encoding).GetBytes(text)));

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'a' }, FileEncoding.Utf8)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, FileEncoding.Utf16)]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, (byte)'a' }, FileEncoding.Utf16Big)]
    [InlineData(new byte[0], FileEncoding.Utf8)]
    public void A_mark_at_the_beginning_decides(byte[] bytes, string encoding) => Assert.Equal(encoding, FileEncoding.Guess(bytes));

    [Fact]
    public void A_file_cut_off_within_a_character_is_still_utf8()
    {
        var bytes = Encoding.UTF8.GetBytes(Chinese);

        for (var cut = 1; cut < 4; cut++)
            Assert.Equal(FileEncoding.Utf8, FileEncoding.Guess(bytes.AsSpan(0, Encoding.UTF8.GetByteCount("姓名") - cut)));
    }
}
