// SPDX-License-Identifier: GPL-3.0-or-later
#include "picturecopy.h"

#include <QBuffer>
#include <QTest>

using Trouble = PictureCopy::Trouble;

namespace
{

/// Takes no byte.
class FullDevice : public QIODevice
{
public:
    FullDevice() { open(WriteOnly | Unbuffered); }
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *, qint64) override { return -1; }
};

} // namespace

class TestPictureCopy : public QObject
{
    Q_OBJECT
    QByteArray m_source;
    std::unique_ptr<QBuffer> m_from;
    std::unique_ptr<QBuffer> m_to;

    PictureCopy copyOf(const QByteArray &bytes)
    {
        m_source = bytes;
        m_from = std::make_unique<QBuffer>(&m_source);
        m_to = std::make_unique<QBuffer>();
        m_from->open(QIODevice::ReadOnly);
        m_to->open(QIODevice::ReadWrite);
        return {*m_from, *m_to};
    }

private Q_SLOTS:
    void partsAreTakenSkippedAndCopied()
    {
        PictureCopy copy = copyOf("headbodytail");
        QCOMPARE(copy.peek(2), "he");
        QCOMPARE(copy.take(4), "head");
        copy.write("HEAD");
        copy.skip(4);
        copy.copy(4);
        QVERIFY(copy.isFine());
        QCOMPARE(m_to->data(), "HEADtail");
        QCOMPARE(copy.position(), copy.size());
        QCOMPARE(copy.written(), 8);
    }

    void whatWasWrittenCanBeMended()
    {
        PictureCopy copy = copyOf("tail");
        copy.write("size????");
        copy.rewrite(4, "1234");
        copy.copy(4);
        QVERIFY(copy.isFine());
        QCOMPARE(m_to->data(), "size1234tail");
    }

    void whatIsLargerThanAPieceComesWhole()
    {
        QByteArray large(700'001, 'x');
        large.back() = '!';
        PictureCopy copy = copyOf(large);
        copy.copy(large.size());
        QVERIFY(copy.isFine());
        QCOMPARE(m_to->data(), large);
    }

    void lessThanThereShouldBeIsDamage_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<qint64>("size");
        for (const qint64 size : {qint64(5), qint64(-1), std::numeric_limits<qint64>::max()}) {
            QTest::addRow("take %lld", size) << 0 << size;
            QTest::addRow("skip %lld", size) << 1 << size;
            QTest::addRow("copy %lld", size) << 2 << size;
        }
    }
    void lessThanThereShouldBeIsDamage()
    {
        QFETCH(int, way);
        QFETCH(qint64, size);
        PictureCopy copy = copyOf("tail");
        if (way == 0)
            QCOMPARE(copy.take(size), QByteArray());
        else
            way == 1 ? copy.skip(size) : copy.copy(size);
        QCOMPARE(copy.trouble(), Trouble::Damaged);
        copy.write("more"); // and nothing moves any more
        copy.copy(1);
        QCOMPARE(copy.peek(1), QByteArray());
        QCOMPARE(m_to->data(), QByteArray());
        QCOMPARE(copy.position(), 0);
    }

    void aDeviceThatTakesNothing()
    {
        m_source = "tail";
        QBuffer from(&m_source);
        from.open(QIODevice::ReadOnly);
        FullDevice full;
        PictureCopy copy(from, full);
        copy.copy(4);
        QCOMPARE(copy.trouble(), Trouble::NotWritten);
        copy.callDamaged(); // the first trouble is the one that is told
        QCOMPARE(copy.trouble(), Trouble::NotWritten);
    }
};

QTEST_GUILESS_MAIN(TestPictureCopy)
#include "tst_picturecopy.moc"
